package org.openshift.ci.mirror.workflow.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds activities until a test opens it. */
public final class Gate {

  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  /** Called by the activity: waits until {@link #open}. */
  public void pass() {
    reached.countDown();
    await(opened, "the test never opened the gate");
  }

  /** As {@link #pass}, with frequent heartbeats; an exception of a heartbeat ends the wait. */
  public void passHeartbeating(Runnable heartbeat) {
    reached.countDown();
    try {
      while (!opened.await(200, TimeUnit.MILLISECONDS)) {
        heartbeat.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the gate", e);
    }
  }

  /** Called by the test: waits until an activity is at the gate. */
  public void awaitReached() {
    await(reached, "nobody came to the gate");
  }

  /** Lets all activities pass, now and later. */
  public void open() {
    opened.countDown();
  }

  private static void await(CountDownLatch latch, String complaint) {
    try {
      if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(complaint);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the gate", e);
    }
  }
}
