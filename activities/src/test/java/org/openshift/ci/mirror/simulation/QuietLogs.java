package org.openshift.ci.mirror.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.openshift.ci.mirror.testing.Loggers;

/**
 * Turns the log off, in which the faults of a simulation would be many thousand lines, until the
 * last of those that run beside each other is closed.
 */
final class QuietLogs implements AutoCloseable {

  private static int open;
  private static Level before;

  QuietLogs() {
    turn(1);
  }

  private static synchronized void turn(int difference) {
    Logger root = Loggers.of(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (open == 0) {
      before = root.getLevel();
    }
    open += difference;
    root.setLevel(open == 0 ? before : Level.OFF);
  }

  @Override
  public void close() {
    turn(-1);
  }
}
