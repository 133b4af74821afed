package org.openshift.ci.mirror.activity.claim;

import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.RulesVersion;

/** Asks the standing workflow to which all workers report their rules. */
public final class TemporalRulesRegister implements RulesRegister {

  /**
   * How old an answer may be. A worker with newer rules waits longer than this before it acts on
   * them, so that all others know of them by then.
   */
  public static final Duration ANSWER_IS_GOOD = Duration.ofSeconds(2);

  private final StandingWorkflows standing;
  private final LongSupplier nanoClock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Answer last;

  private record Answer(long askedAt, Optional<RulesVersion> newest) {}

  public TemporalRulesRegister(StandingWorkflows standing) {
    this(standing, System::nanoTime);
  }

  TemporalRulesRegister(StandingWorkflows standing, LongSupplier nanoClock) {
    this.standing = standing;
    this.nanoClock = nanoClock;
  }

  @Override
  public Optional<RulesVersion> newest(boolean exactly) {
    long began = nanoClock.getAsLong();
    asking.lock();
    try {
      Answer known = last;
      // Another thread may have asked while this one waited for the lock.
      if (known == null || isTooOld(known, began, exactly)) {
        known = ask();
        last = known;
      }
      return known.newest();
    } finally {
      asking.unlock();
    }
  }

  private static boolean isTooOld(Answer answer, long began, boolean exactly) {
    long age = began - answer.askedAt();
    return exactly ? age > 0 : age > ANSWER_IS_GOOD.toNanos();
  }

  private Answer ask() {
    long askedAt = nanoClock.getAsLong();
    try {
      return new Answer(askedAt, Optional.ofNullable(standing.rules().newest()));
    } catch (WorkflowNotFoundException e) {
      return new Answer(askedAt, Optional.empty());
    }
  }
}
