package org.openshift.ci.mirror.activity.claim;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /**
   * How long a question may take, with the wait for those before it. Shorter than the time that the
   * callers have: 10 s between heartbeats of the watch, 15 s for a batch of tags and for the claim
   * of a push. Longer than the 5 s after which Temporal gives a dead worker's workflow to another.
   */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final StandingWorkflows standing;
  private final Duration answerWithin;
  private final LongSupplier nanoClock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Answer last;

  private record Answer(long askedAt, Optional<RulesVersion> newest) {}

  public TemporalRulesRegister(StandingWorkflows standing) {
    this(standing, ANSWER_WITHIN, System::nanoTime);
  }

  TemporalRulesRegister(StandingWorkflows standing, Duration answerWithin, LongSupplier nanoClock) {
    this.standing = standing;
    this.answerWithin = answerWithin;
    this.nanoClock = nanoClock;
  }

  @Override
  public Optional<RulesVersion> newest(boolean askAnew) {
    long began = nanoClock.getAsLong();
    long end = System.nanoTime() + answerWithin.toNanos();
    try {
      if (!asking.tryLock(answerWithin.toNanos(), TimeUnit.NANOSECONDS)) {
        throw tooLate();
      }
      try {
        Answer known = last;
        // Another thread may have asked while this one waited for the lock.
        if (known == null || isTooOld(known, began, askAnew)) {
          known = askUntil(end);
          last = known;
        }
        return known.newest();
      } finally {
        asking.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withCause(e).asRuntimeException();
    }
  }

  private static boolean isTooOld(Answer answer, long began, boolean askAnew) {
    long age = began - answer.askedAt();
    return askAnew ? age > 0 : age > ANSWER_IS_GOOD.toNanos();
  }

  /** In another thread: the SDK repeats a failed query for a minute, and sleeps in between. */
  private Answer askUntil(long end) throws InterruptedException {
    FutureTask<Answer> question = new FutureTask<>(this::ask);
    Thread.ofVirtual().name("rules-in-force").start(question);
    try {
      return question.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw tooLate();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } finally {
      question.cancel(true);
    }
  }

  private StatusRuntimeException tooLate() {
    return Status.DEADLINE_EXCEEDED
        .withDescription("no answer within " + answerWithin.toSeconds() + " s")
        .asRuntimeException();
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
