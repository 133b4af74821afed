package org.openshift.ci.mirror.workflow.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.testing.Loggers;

/** Collects the log lines of a class, on all threads: those of workflows are not the test's. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger;
  private final Level level;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogCapture(Logger logger) {
    this.logger = logger;
    level = logger.getLevel();
  }

  /** Starts to collect the log lines of a class. */
  public static LogCapture of(Class<?> source) {
    LogCapture capture = new LogCapture(Loggers.of(source));
    capture.logger.setLevel(Level.INFO);
    capture.setContext(capture.logger.getLoggerContext());
    capture.start();
    capture.logger.addAppender(capture);
    return capture;
  }

  /** The lines that contain the text. */
  public List<String> lines(String containing) {
    return lines.stream().filter(line -> line.contains(containing)).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage());
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(level);
    stop();
  }
}
