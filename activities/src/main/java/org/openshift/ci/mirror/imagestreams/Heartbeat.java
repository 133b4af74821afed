package org.openshift.ci.mirror.imagestreams;

/** Called again and again during long work, so that it shows a sign of life and can be ended. */
@FunctionalInterface
public interface Heartbeat {

  /** No sign of life is wanted. */
  Heartbeat NONE = () -> {};

  /**
   * Cheap unless a sign of life is due.
   *
   * @throws InterruptedException when the thread was interrupted
   * @throws RuntimeException when the work shall end
   */
  void beat() throws InterruptedException;
}
