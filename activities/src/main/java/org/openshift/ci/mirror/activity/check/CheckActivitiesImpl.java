package org.openshift.ci.mirror.activity.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TargetImage;

/** Reads what a destination should hold, and what it holds. */
public final class CheckActivitiesImpl implements CheckActivities {

  private final Claims claims;
  private final TargetReader reader;
  private final Set<Thread> reading = new HashSet<>();
  private volatile boolean stopped;

  public CheckActivitiesImpl(Claims claims, TargetReader reader) {
    this.claims = claims;
    this.reader = reader;
  }

  @Override
  public Claim resolveSourceDigest(Destination destination) {
    return ActivityFailures.translating(() -> stoppable(() -> claims.withDigest(destination)));
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    return ActivityFailures.translating(() -> stoppable(() -> reader.read(request)));
  }

  /**
   * Interrupts the reads under way, and lets all later ones fail at once. A worker that stops waits
   * for its workflow tasks, and these for their local activities, which have no heartbeat that
   * would tell them to end.
   */
  public void stop() {
    synchronized (reading) {
      stopped = true;
      reading.forEach(Thread::interrupt);
    }
  }

  private <T> T stoppable(Supplier<T> read) {
    synchronized (reading) {
      if (stopped) {
        throw stopping();
      }
      reading.add(Thread.currentThread());
    }
    try {
      return read.get();
    } catch (RuntimeException e) {
      throw stopped ? stopping() : e;
    } finally {
      synchronized (reading) {
        reading.remove(Thread.currentThread());
      }
      if (stopped) {
        // The SDK still has to take the result from this thread.
        var _ = Thread.interrupted();
      }
    }
  }

  private static RuntimeException stopping() {
    return ActivityFailures.of(
        new Problem(
            MirrorErrorType.TIMEOUT, "nothing was read, because the worker stops; tried again"));
  }
}
