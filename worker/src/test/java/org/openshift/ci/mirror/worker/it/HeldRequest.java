package org.openshift.ci.mirror.worker.it;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.SeenRequest;

/** A request that is held after it arrived, so that its sender can only wait for the answer. */
final class HeldRequest {

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Holds the request, then forwards it. */
  Answer hold(SeenRequest request) {
    arrived.countDown();
    try {
      if (!released.await(5, TimeUnit.MINUTES)) {
        throw new AssertionError("nobody released " + request);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Answer.Forward();
  }

  boolean hasArrived() {
    return arrived.getCount() == 0;
  }

  /** Lets it go on; may be repeated. */
  void release() {
    released.countDown();
  }
}
