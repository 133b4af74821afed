package org.openshift.ci.mirror.activity.watch;

import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals names to the watcher, and heartbeats the position. Sees to it that the watcher runs, and
 * ends the watch when it was started anew: then everything is to be told again.
 */
final class WatcherSink implements ImageStreamSink, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WatcherSink.class);

  /** After so many names it is asked whether the watcher keeps up. */
  private static final int MANY = 500;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Each signal makes the watcher's history longer, so what comes together goes together. */
  private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(250);

  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(15);

  private final WatcherStarter watcher;
  private final String told;
  private final BooleanSupplier isOutdated;
  private final ActivityHeartbeat<WatchPosition> heartbeat;
  private final long endNanos;
  private volatile WatchPosition position;
  private int sinceAsked;
  private long signalledAt = System.nanoTime() - BETWEEN_SIGNALS.toNanos();
  private long checkedAt = System.nanoTime();
  private boolean startedAnew;
  private boolean outdated;

  /**
   * A sink.
   *
   * @param told which watcher it tells, as {@link WatcherStarter#ensureRunning} says it
   * @param isOutdated whether another worker has a newer configuration, and should watch instead
   */
  WatcherSink(
      ActivityExecutionContext context,
      WatcherStarter watcher,
      String told,
      BooleanSupplier isOutdated,
      WatchPosition start,
      Duration longest) {
    this.watcher = watcher;
    this.told = told;
    this.isOutdated = isOutdated;
    this.heartbeat = new ActivityHeartbeat<>(context, start.toldTo(told));
    this.position = start.toldTo(told);
    this.endNanos = System.nanoTime() + longest.toNanos();
  }

  WatchPosition position() {
    return position;
  }

  /** Where the watch ended, as the next one is to go on from it. */
  WatchPosition reached(WatchPosition end) {
    return startedAnew ? WatchPosition.start() : end.toldTo(told);
  }

  @Override
  public void accept(List<TagReference> tags, boolean fresh) {
    pauseUntil(signalledAt + BETWEEN_SIGNALS.toNanos());
    sinceAsked += tags.size();
    if (sinceAsked >= MANY) {
      awaitWatcher();
      sinceAsked = 0;
    }
    watcher.tell(tags, fresh);
    signalledAt = System.nanoTime();
  }

  /** A list of everything is handed over as fast as the watcher works, not faster. */
  private void awaitWatcher() {
    while (watcher.isBusy()) {
      heartbeat.details(position);
      pauseUntil(System.nanoTime() + LOOK_AGAIN.toNanos());
    }
  }

  private static void pauseUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    if (left <= 0) {
      return;
    }
    try {
      Thread.sleep(Duration.ofNanos(left));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the watcher was told", e);
    }
  }

  @Override
  public void position(WatchPosition reached) {
    position = reached.toldTo(told);
    heartbeat.details(position);
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
    if (!startedAnew && !told.equals(runningWatcher())) {
      startedAnew = true;
      log.warn("the watcher was started anew: all image streams are listed for it");
    }
    if (!outdated && isOutdated.getAsBoolean()) {
      outdated = true;
      log.warn("another worker has a newer configuration: the watch is left to it");
    }
  }

  /** While Temporal does not answer, nothing is known; the watch goes on as it was. */
  private String runningWatcher() {
    try {
      return watcher.ensureRunning();
    } catch (RuntimeException e) {
      log.warn("it cannot be seen whether the watcher runs: {}", e.toString());
      return told;
    }
  }

  @Override
  public void close() {
    heartbeat.close();
  }
}
