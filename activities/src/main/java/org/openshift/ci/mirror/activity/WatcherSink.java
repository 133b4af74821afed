package org.openshift.ci.mirror.activity;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.cluster.ImageStreamSink;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;

/** Signals changes to the watcher, and heartbeats the position. */
final class WatcherSink implements ImageStreamSink, AutoCloseable {

  private static final int MANY = 100;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final WatcherStarter watcher;
  private final Heartbeat<WatchPosition> heartbeat;
  private final long endNanos;
  private volatile WatchPosition position;

  WatcherSink(
      ActivityExecutionContext context,
      WorkflowClient client,
      MirrorMode mode,
      WatchPosition start,
      Duration longest) {
    watcher = new WatcherStarter(client, mode);
    heartbeat = new Heartbeat<>(context, start);
    position = start;
    endNanos = System.nanoTime() + longest.toNanos();
  }

  WatchPosition position() {
    return position;
  }

  @Override
  public void accept(List<TagReference> tags, boolean fresh) {
    if (!fresh && tags.size() >= MANY) {
      awaitWatcher();
    }
    throw new UnsupportedOperationException("the watcher does not take names of tags yet");
  }

  /** A list of everything is handed over as fast as the watcher works, not faster. */
  private void awaitWatcher() {
    while (watcher.isBusy()) {
      heartbeat.details(position);
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the watcher was busy", e);
      }
    }
  }

  @Override
  public void position(WatchPosition reached) {
    position = reached;
    heartbeat.details(reached);
  }

  @Override
  public boolean stopRequested() {
    return System.nanoTime() - endNanos >= 0;
  }

  @Override
  public void close() {
    heartbeat.close();
  }
}
