package org.openshift.ci.mirror.api.access;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs on the thread of a test; others may use the class at the same time. */
final class RecordedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Thread test = Thread.currentThread();
  private final List<String> lines = new ArrayList<>();
  private final Logger logger;

  RecordedLines(Class<?> of) {
    // While the first line of another test starts Logback, SLF4J hands out substitutes.
    await().until(() -> LoggerFactory.getILoggerFactory() instanceof LoggerContext);
    logger = (Logger) LoggerFactory.getLogger(of);
    start();
    logger.addAppender(this);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (Thread.currentThread() == test) {
      lines.add(event.getFormattedMessage());
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}
