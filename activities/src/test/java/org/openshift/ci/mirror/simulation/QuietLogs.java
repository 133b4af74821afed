package org.openshift.ci.mirror.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.openshift.ci.mirror.testing.Loggers;

/** Turns the log off, in which the faults of a simulation would be many thousand lines. */
final class QuietLogs implements AutoCloseable {

  private final Logger root = Loggers.of(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();

  QuietLogs() {
    root.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    root.setLevel(before);
  }
}
