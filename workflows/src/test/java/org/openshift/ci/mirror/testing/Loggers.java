package org.openshift.ci.mirror.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Loggers of Logback, for tests that read or configure them. */
public final class Loggers {

  private Loggers() {}

  /** While the first line of another test starts Logback, SLF4J hands out substitutes. */
  public static Logger of(String name) {
    Await.until(
        "Logback has started", () -> LoggerFactory.getILoggerFactory() instanceof LoggerContext);
    return (Logger) LoggerFactory.getLogger(name);
  }

  /** The logger of a class. */
  public static Logger of(Class<?> source) {
    return of(source.getName());
  }
}
