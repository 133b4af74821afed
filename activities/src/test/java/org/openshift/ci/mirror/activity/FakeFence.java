package org.openshift.ci.mirror.activity;

import java.util.concurrent.atomic.AtomicInteger;

/** A fence that a test closes. */
public final class FakeFence implements Fence {

  /** How often it was asked. */
  public final AtomicInteger asked = new AtomicInteger();

  private volatile RuntimeException closed;
  private volatile Runnable whenAsked = () -> {};

  /** From now on no proof succeeds. */
  public void close(RuntimeException why) {
    closed = why;
  }

  /** Runs whenever the fence is asked. */
  public void whenAsked(Runnable action) {
    whenAsked = action;
  }

  @Override
  public void prove() {
    asked.incrementAndGet();
    whenAsked.run();
    RuntimeException why = closed;
    if (why != null) {
      throw why;
    }
  }
}
