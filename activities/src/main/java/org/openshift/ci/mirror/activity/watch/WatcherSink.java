package org.openshift.ci.mirror.activity.watch;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.Interruptible;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchHeartbeat;
import org.openshift.ci.mirror.model.WatchPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals names of tags to the watcher, and heartbeats the position. Keeps the watcher running, and
 * ends the watch when the watcher was started anew: then all tags must be signalled again.
 */
final class WatcherSink implements ImageStreamSink, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WatcherSink.class);

  /** How many names are signalled between two checks whether the watcher keeps up. */
  private static final int NAMES_BETWEEN_CHECKS = 500;

  private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

  /** Collects changes that come together: every signal makes the watcher's history longer. */
  private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(250);

  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(15);

  private final WatcherStarter watcher;
  private final String firstRunId;
  private final BooleanSupplier isOutdated;
  private final ActivityExecutionContext context;
  private final ActivityHeartbeat<WatchHeartbeat> heartbeat;
  private final WatchMonitor.Attempt attempt;
  private final long endNanos;
  private volatile WatchPosition position;
  private int sinceCheck;
  private long signalledAt = System.nanoTime() - BETWEEN_SIGNALS.toNanos();
  private long checkedAt = System.nanoTime();
  private boolean startedAnew;
  private boolean outdated;

  /**
   * A sink.
   *
   * @param firstRunId the watcher that gets the signals, as {@link WatcherStarter#ensureRunning}
   *     names it
   * @param isOutdated whether another worker has a newer configuration, and should watch instead
   * @param start where the watch begins
   * @param longest how long the watch may last
   * @param attempt gets the state of the watch
   */
  WatcherSink(
      ActivityExecutionContext context,
      WatcherStarter watcher,
      String firstRunId,
      BooleanSupplier isOutdated,
      WatchPosition start,
      Duration longest,
      WatchMonitor.Attempt attempt) {
    this.context = context;
    this.attempt = attempt;
    this.watcher = watcher;
    this.firstRunId = firstRunId;
    this.isOutdated = isOutdated;
    this.position = start.toldTo(firstRunId);
    this.heartbeat = new ActivityHeartbeat<>(context, details());
    this.endNanos = System.nanoTime() + longest.toNanos();
  }

  WatchPosition position() {
    return position;
  }

  /** The position from which the next watch goes on. */
  WatchPosition reached(WatchPosition end) {
    return startedAnew ? WatchPosition.start() : end.toldTo(firstRunId);
  }

  @Override
  public void accept(List<TagReference> tags, boolean fresh) {
    Interruptible.sleep(
        Duration.ofNanos(signalledAt + BETWEEN_SIGNALS.toNanos() - System.nanoTime()));
    sinceCheck += tags.size();
    if (sinceCheck >= NAMES_BETWEEN_CHECKS) {
      awaitWatcher();
      sinceCheck = 0;
    }
    watcher.tell(tags, fresh);
    signalledAt = System.nanoTime();
  }

  /** Waits while the watcher is busy, so that a list of all tags does not flood it. */
  private void awaitWatcher() {
    while (watcher.isBusy()) {
      heartbeat.details(details());
      Interruptible.sleep(BUSY_PAUSE);
    }
  }

  @Override
  public void position(WatchPosition reached) {
    position = reached.toldTo(firstRunId);
    heartbeat.details(details());
  }

  private WatchHeartbeat details() {
    return WatchHeartbeat.of(position, attempt.state());
  }

  @Override
  public void listing() {
    attempt.listing();
  }

  @Override
  public void upToDate(boolean changed) {
    attempt.upToDate(changed);
  }

  @Override
  public void failing(String why) {
    attempt.failing(why);
  }

  /** The watch ends with an error. Sent at once, because no other heartbeat follows. */
  void broke(String why) {
    attempt.failing(why);
    try {
      context.heartbeat(details());
    } catch (ActivityCompletionException e) {
      log.debug("the heartbeat was not taken", e);
    }
  }

  @Override
  public boolean stopRequested() {
    if (System.nanoTime() - checkedAt >= BETWEEN_CHECKS.toNanos()) {
      check();
      checkedAt = System.nanoTime();
    }
    return startedAnew || outdated || System.nanoTime() - endNanos >= 0;
  }

  private void check() {
    if (!startedAnew && !firstRunId.equals(runningWatcher())) {
      startedAnew = true;
      log.warn("the watcher was started anew, so all image streams are listed for it");
    }
    if (!outdated && isOutdated.getAsBoolean()) {
      outdated = true;
      log.warn("another worker has a newer configuration, so this worker ends its watch");
    }
  }

  /** The watcher that runs now; while Temporal does not answer, the watch goes on as before. */
  private String runningWatcher() {
    try {
      return watcher.ensureRunning();
    } catch (RuntimeException e) {
      log.warn("cannot see whether the watcher runs: {}", e.toString());
      return firstRunId;
    }
  }

  @Override
  public void close() {
    heartbeat.close();
  }
}
