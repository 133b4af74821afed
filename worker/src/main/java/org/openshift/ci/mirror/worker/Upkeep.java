package org.openshift.ci.mirror.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.sweep.TaskReview;
import org.openshift.ci.mirror.contract.RulesInForceState;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.RulesVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every worker does beside its tasks, for as long as it runs: it sees to it that the standing
 * workflows run, says which rules it has, and has open tasks reviewed when these change. All of it
 * may fail while Temporal is away, and is done again.
 */
final class Upkeep implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private static final Duration LOOK_AT_RULES = Duration.ofSeconds(1);
  private static final Duration REPORT = Duration.ofSeconds(RulesInForceState.REPORT_SECONDS);
  private static final Duration ENSURE = Duration.ofSeconds(30);

  /** Temporal may be away, and the rules of a worker that is silent are forgotten anyway. */
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private final StandingWorkflows standing;
  private final String worker;
  private final Supplier<RulesVersion> rules;
  private final TaskReview review;

  /** A review may take long, and the word of the rules must not wait for it. */
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().daemon().name("upkeep-", 0).factory());

  private RulesVersion reported;
  private long reportedAt;
  private volatile long inForceSince;
  private volatile RulesVersion reviewed;

  /**
   * Nothing is done before {@link #begin}.
   *
   * @param worker the identity of this worker
   * @param rules says which rules it has now
   */
  Upkeep(
      StandingWorkflows standing, String worker, Supplier<RulesVersion> rules, TaskReview review) {
    this.standing = standing;
    this.worker = worker;
    this.rules = rules;
    this.review = review;
  }

  /** Does all once, before the first task is taken, and then again and again. */
  void begin() {
    report();
    standing.ensureRunning();
    every(LOOK_AT_RULES, "say which rules it has", this::report);
    every(ENSURE, "start the standing workflows", standing::ensureRunning);
    every(LOOK_AT_RULES, "review open tasks", this::reviewIfDue);
  }

  private void report() {
    RulesVersion now = rules.get();
    if (!now.equals(reported) || System.nanoTime() - reportedAt >= REPORT.toNanos()) {
      standing.rulesInForce(worker, now);
      if (!now.equals(reported)) {
        inForceSince = System.nanoTime();
      }
      reported = now;
      reportedAt = System.nanoTime();
    }
  }

  /** Not before every worker knows of these rules: a task may be looked at by any of them. */
  private void reviewIfDue() {
    RulesVersion now = rules.get();
    boolean known = System.nanoTime() - inForceSince >= ConfigSweeps.KNOWN_EVERYWHERE.toNanos();
    if (known && !now.equals(reviewed)) {
      review.run();
      reviewed = now;
    }
  }

  private void every(Duration period, String what, Runnable action) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> attempt(what, action),
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** A timer ends for good when its action throws. */
  private static void attempt(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      log.warn("the worker could not {}, and tries again: {}", what, e.toString());
    }
  }

  /** Ends it, and says that this worker's rules do not count any more, if that can be said. */
  @Override
  public void close() {
    timer.shutdownNow();
    Thread saying =
        Thread.ofVirtual()
            .start(() -> attempt("say that it ends", () -> standing.rules().stopped(worker)));
    try {
      saying.join(LAST_WORD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
