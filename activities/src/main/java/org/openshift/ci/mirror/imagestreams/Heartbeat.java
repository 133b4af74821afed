package org.openshift.ci.mirror.imagestreams;

/** Called again and again during long work: shows that the work goes on, and can end it. */
@FunctionalInterface
public interface Heartbeat {

  /** Does nothing. */
  Heartbeat NONE = () -> {};

  /**
   * Sends a heartbeat when one is due; else it costs next to nothing.
   *
   * @throws InterruptedException when the thread was interrupted
   * @throws RuntimeException when the work must end
   */
  void beat() throws InterruptedException;
}
