package org.openshift.ci.mirror.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what a class logs, from level INFO on, on the thread that made the recorder and on all
 * threads that this one starts from then on: other tests may use the same class at the same time.
 */
public final class LogRecorder implements AutoCloseable {

  private static final InheritableThreadLocal<LogRecorder> HERE = new InheritableThreadLocal<>();

  private final Logger logger;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (HERE.get() == LogRecorder.this) {
            events.add(event);
          }
        }
      };

  public LogRecorder(Class<?> of) {
    logger = Loggers.of(of);
    appender.setContext(logger.getLoggerContext());
    appender.start();
    HERE.set(this);
    synchronized (HERE) {
      logger.addAppender(appender);
      // The configuration of the tests may allow less.
      logger.setLevel(Level.INFO);
    }
  }

  /** The lines at level WARN or above. */
  public List<String> warnings() {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** All lines. */
  public List<String> lines() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** How many lines contain this text. */
  public long count(String text) {
    return lines().stream().filter(line -> line.contains(text)).count();
  }

  public boolean contains(String text) {
    return count(text) > 0;
  }

  @Override
  public String toString() {
    return String.join("\n", lines());
  }

  @Override
  public void close() {
    synchronized (HERE) {
      logger.detachAppender(appender);
      if (!logger.iteratorForAppenders().hasNext()) {
        logger.setLevel(null);
      }
    }
    appender.stop();
    HERE.remove();
  }
}
