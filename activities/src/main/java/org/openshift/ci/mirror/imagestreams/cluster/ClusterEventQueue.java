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
import java.util.function.Function;

/**
 * Carries events from the client's thread to the watch. When it is full, the client waits, so that
 * the cluster is read no faster than changes can be passed on.
 */
final class ClusterEventQueue implements Watcher<ImageStream> {

  private static final int CAPACITY = 1_000;

  private final BlockingQueue<ClusterEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Function<Throwable, String> describe;
  private volatile boolean closed;

  /**
   * @param describe says why a watch ended
   */
  ClusterEventQueue(Function<Throwable, String> describe) {
    this.describe = describe;
  }

  @Override
  public void eventReceived(Action action, ImageStream resource) {
    switch (action) {
      case ADDED, MODIFIED ->
          ImageStreamStates.of(resource)
              .ifPresent(state -> put(new ClusterEvent.Changed(state, version(resource))));
      case DELETED ->
          ImageStreamStates.of(resource)
              .ifPresent(state -> put(new ClusterEvent.Deleted(state, version(resource))));
      case BOOKMARK -> put(new ClusterEvent.Bookmark(version(resource)));
      // The client reports errors by onClose.
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
    put(new ClusterEvent.Ended(cause.isHttpGone(), describe.apply(cause)));
  }

  /** The next events, in order; empty when none comes in time. */
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

  /** Whether events are no longer taken. */
  boolean isClosed() {
    return closed;
  }

  /** Releases the client's thread: events are no longer taken. */
  void close() {
    closed = true;
  }

  private void put(ClusterEvent event) {
    try {
      while (!closed && !queue.offer(event, 1, TimeUnit.SECONDS)) {
        // Full: check again whether events are still taken.
      }
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }
}
