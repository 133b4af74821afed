package org.openshift.ci.mirror.activity;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.registry.WriteGuard;

/**
 * Permits a write while a proof of the fence is recent. For writes that depend on nothing but this
 * attempt being the current one. Ages are measured with the clock of this process. Not thread safe.
 */
public final class FencedWrites implements WriteGuard {

  /** Less than it takes until an attempt is replaced. */
  private static final Duration PROOF_IS_GOOD = Duration.ofSeconds(5);

  private final Fence fence;
  private final LongSupplier nanoClock;
  private boolean asked;
  private long askedAt;

  /**
   * A guard.
   *
   * @param nanoClock as {@link System#nanoTime()}
   */
  public FencedWrites(Fence fence, LongSupplier nanoClock) {
    this.fence = fence;
    this.nanoClock = nanoClock;
  }

  @Override
  public void beforeWrite(String tag) {
    asked = false;
    askedAt = nanoClock.getAsLong();
    fence.prove();
    asked = true;
  }

  @Override
  public boolean holds() {
    return asked && nanoClock.getAsLong() - askedAt < PROOF_IS_GOOD.toNanos();
  }
}
