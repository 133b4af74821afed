package org.openshift.ci.mirror.activity.push;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.registry.WriteGuard;

/**
 * Lets a push write a tag only while the destination should hold this digest, and while this
 * attempt is the current one. All ages are measured with the clock of this process. Thread safe,
 * because signatures have tags of their own, which are written concurrently.
 */
final class TagGuard implements WriteGuard {

  /** How long a check covers further tags: the date tag and the floating tag usually share one. */
  private static final Duration GOOD_FOR_ALL_TAGS = Duration.ofSeconds(1);

  /**
   * How long after a proof of the fence the bytes may go out: less than it takes until an attempt
   * is replaced.
   */
  private static final Duration PROOF_IS_GOOD = Duration.ofSeconds(5);

  /** How old the claim may be when the bytes go out; a slow source delays it. */
  private static final Duration CLAIM_IS_GOOD = Duration.ofSeconds(15);

  private final PushRequest request;
  private final Supplier<Claim> claims;
  private final Fence fence;
  private final LongSupplier nanoClock;
  private boolean asked;
  private long claimAskedAt;
  private long fenceAskedAt;

  /**
   * The guard of one push.
   *
   * @param claims reads what the destination should hold now
   * @param nanoClock as {@link System#nanoTime()}
   */
  TagGuard(PushRequest request, Supplier<Claim> claims, Fence fence, LongSupplier nanoClock) {
    this.request = request;
    this.claims = claims;
    this.fence = fence;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized void beforeWrite(String tag) {
    if (asked && nanoClock.getAsLong() - claimAskedAt < GOOD_FOR_ALL_TAGS.toNanos()) {
      return;
    }
    asked = false;
    claimAskedAt = nanoClock.getAsLong();
    requireSame(claims.get());
    do {
      // A proof that took long to arrive may be out of date.
      requireInTime();
      fenceAskedAt = nanoClock.getAsLong();
      fence.prove();
    } while (nanoClock.getAsLong() - fenceAskedAt > PROOF_IS_GOOD.dividedBy(2).toNanos());
    asked = true;
  }

  private void requireInTime() {
    long took = nanoClock.getAsLong() - claimAskedAt;
    if (took > CLAIM_IS_GOOD.toNanos()) {
      throw ActivityFailures.of(
          new Problem(
              MirrorErrorType.TIMEOUT,
              "%s was not written: checking whether it still may be took %d s; trying again may help"
                  .formatted(request.destination(), TimeUnit.NANOSECONDS.toSeconds(took))));
    }
  }

  @Override
  public synchronized boolean holds() {
    long now = nanoClock.getAsLong();
    return asked
        && now - fenceAskedAt < PROOF_IS_GOOD.toNanos()
        && now - claimAskedAt <= CLAIM_IS_GOOD.toNanos();
  }

  private void requireSame(Claim now) {
    if (now.owned()
        && now.problem() == null
        && request.digest().equals(now.digest())
        && request.destination().equals(now.destination())) {
      return;
    }
    throw ActivityFailures.of(
        new Problem(
            MirrorErrorType.SOURCE_MOVED,
            "%s was not written: by now it should hold %s, not %s"
                .formatted(request.destination(), describe(now), request.digest())));
  }

  private static String describe(Claim claim) {
    return claim.problem() == null ? claim.digest() : "nothing (" + claim.problem().message() + ")";
  }
}
