package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.openshift.api.model.ImageStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries events from the client's thread to the one that watches. When it is full, the client
 * waits: the cluster is then read no faster than changes can be handed on.
 */
final class ClusterEventQueue implements Watcher<ImageStream> {

  private static final int CAPACITY = 1_000;

  private final BlockingQueue<ClusterEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean closed;

  @Override
  public void eventReceived(Action action, ImageStream resource) {
    switch (action) {
      case ADDED, MODIFIED ->
          put(new ClusterEvent.Changed(ImageStreamStates.of(resource), version(resource)));
      case DELETED ->
          put(new ClusterEvent.Deleted(ImageStreamStates.of(resource), version(resource)));
      case BOOKMARK -> put(new ClusterEvent.Bookmark(version(resource)));
      // The client tells of errors by onClose.
      case ERROR -> put(new ClusterEvent.Ended(false, "the cluster reported an error"));
    }
  }

  private static String version(ImageStream resource) {
    return resource.getMetadata().getResourceVersion();
  }

  @Override
  public void onClose() {
    put(new ClusterEvent.Ended(false, "the watch was closed"));
  }

  @Override
  public void onClose(WatcherException cause) {
    put(new ClusterEvent.Ended(cause.isHttpGone(), ClusterFailures.oneLine(cause)));
  }

  /** What came, in order; waits for the first, at most this long; then empty. */
  List<ClusterEvent> take(Duration atMost, int most) throws InterruptedException {
    ClusterEvent first = queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (first == null) {
      return List.of();
    }
    List<ClusterEvent> events = new ArrayList<>();
    events.add(first);
    queue.drainTo(events, most - 1);
    return events;
  }

  /** Whether nobody takes events any more. */
  boolean isClosed() {
    return closed;
  }

  /** Nobody takes events any more: the client's thread must not wait for it. */
  void close() {
    closed = true;
  }

  private void put(ClusterEvent event) {
    try {
      while (!closed && !queue.offer(event, 1, TimeUnit.SECONDS)) {
        // Full: it is looked at again whether anybody still takes events.
      }
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }
}
