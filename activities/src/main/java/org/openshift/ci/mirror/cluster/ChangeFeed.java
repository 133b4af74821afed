package org.openshift.ci.mirror.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.WatchPosition;

/**
 * Hands changes to a sink in batches of the right size, and holds the position: it moves on only
 * when everything before it was accepted.
 */
final class ChangeFeed implements Pulse {

  /** Well below the 2 seconds that the sink is promised. */
  private static final long HEARTBEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ImageStreamSink sink;
  private final List<TagChange> waiting = new ArrayList<>();
  private WatchPosition position;
  private long lastHeartbeat;

  ChangeFeed(ImageStreamSink sink, WatchPosition from) {
    this.sink = sink;
    this.position = from;
    this.lastHeartbeat = System.nanoTime() - HEARTBEAT_NANOS;
  }

  /** Takes changes; hands on what makes a full batch. */
  void add(List<TagChange> changes) throws InterruptedException {
    waiting.addAll(changes);
    while (waiting.size() >= WatcherWorkflow.MAX_BATCH) {
      handOn(WatcherWorkflow.MAX_BATCH);
    }
  }

  /** Hands on all that waits, and moves the position to where that leads. */
  void advanceTo(WatchPosition newPosition) throws InterruptedException {
    if (!waiting.isEmpty()) {
      handOn(waiting.size());
    }
    position = newPosition;
    beat();
  }

  /** Everything up to here was accepted. */
  WatchPosition position() {
    return position;
  }

  @Override
  public void beat() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the watch of image streams was interrupted");
    }
    if (System.nanoTime() - lastHeartbeat >= HEARTBEAT_NANOS) {
      sink.position(position);
      lastHeartbeat = System.nanoTime();
    }
  }

  private void handOn(int count) throws InterruptedException {
    List<TagChange> batch = waiting.subList(0, count);
    sink.accept(List.copyOf(batch));
    batch.clear();
    beat();
  }
}
