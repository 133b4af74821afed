package org.openshift.ci.mirror.worker.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.sweep.TaskReview;
import org.openshift.ci.mirror.contract.RulesInForceState;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.RulesVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that every worker repeats while it runs: making what must exist at Temporal where it is
 * missing, reporting its rules, and reviewing open tasks when the rules changed. A job that fails,
 * for example because Temporal is away, is repeated.
 */
public final class PeriodicJobs implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PeriodicJobs.class);

  private static final Duration CHECK_RULES = Duration.ofSeconds(1);
  private static final Duration REPORT = Duration.ofSeconds(RulesInForceState.REPORT_SECONDS);
  private static final Duration ENSURE = Duration.ofSeconds(30);

  /** If Temporal is away, the report is not needed: rules without a report are forgotten. */
  private static final Duration LAST_REPORT = Duration.ofSeconds(2);

  private final StandingWorkflows standing;
  private final Needs needs;
  private final String worker;
  private final Supplier<RulesVersion> rules;
  private final TaskReview review;

  /** A thread for each job: a review may take long, and must not delay the report of the rules. */
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          0, Thread.ofPlatform().daemon().name("periodic-job-", 0).factory());

  private int jobs;

  private RulesVersion reported;
  private long reportedAt;
  private boolean stopped;
  private volatile long inForceSince;
  private volatile RulesVersion reviewed;

  /**
   * No job runs before {@link #begin}.
   *
   * @param needs what must exist at Temporal
   * @param worker the identity of this worker
   * @param rules gives its current rules
   */
  public PeriodicJobs(
      StandingWorkflows standing,
      Needs needs,
      String worker,
      Supplier<RulesVersion> rules,
      TaskReview review) {
    this.standing = standing;
    this.needs = needs;
    this.worker = worker;
    this.rules = rules;
    this.review = review;
  }

  /**
   * Reports the rules and starts the standing workflows, which must happen before the worker takes
   * its first task; then repeats all jobs.
   */
  public void begin() {
    report();
    standing.ensureRunning();
    every(CHECK_RULES, "report its rules", this::report);
    every(ENSURE, "check what must exist at Temporal", needs::ensure);
    every(CHECK_RULES, "review open tasks", this::reviewIfDue);
  }

  private synchronized void report() {
    if (stopped) {
      return;
    }
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

  /** Waits until every worker knows these rules, because any of them may get a reviewed task. */
  private void reviewIfDue() {
    RulesVersion now = rules.get();
    boolean known =
        System.nanoTime() - inForceSince >= ConfigChangeSweeps.KNOWN_EVERYWHERE.toNanos();
    if (known && !now.equals(reviewed)) {
      review.run();
      reviewed = now;
    }
  }

  /** Waits for a report under way, which would otherwise make these rules count again. */
  private synchronized void reportStop() {
    stopped = true;
    standing.rules().stopped(worker);
  }

  /**
   * Repeats another job until {@link #close}.
   *
   * @param period the pause between its end and its next start
   * @param what what it does, for a log: "the worker could not ..."
   */
  public synchronized void every(Duration period, String what, Runnable action) {
    timer.setCorePoolSize(++jobs);
    var _ =
        timer.scheduleWithFixedDelay(
            () -> attempt(what, action),
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Catches everything: a timer stops for good if its action throws. */
  private static void attempt(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      log.warn("the worker could not {}: {}", what, e.toString());
    }
  }

  /**
   * Stops the jobs, and reports to Temporal, if it answers, that this worker's rules no longer
   * count.
   */
  @Override
  public void close() {
    // Does not interrupt a report under way: its signal may still reach Temporal.
    timer.shutdown();
    Thread report =
        Thread.ofVirtual().start(() -> attempt("report that the worker stops", this::reportStop));
    try {
      report.join(LAST_REPORT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
  }
}
