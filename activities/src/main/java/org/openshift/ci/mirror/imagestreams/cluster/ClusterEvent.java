package org.openshift.ci.mirror.imagestreams.cluster;

import org.openshift.ci.mirror.imagestreams.index.StreamState;

/** An event from a watch of the cluster. */
sealed interface ClusterEvent {

  /** An image stream was added or changed. */
  record Changed(StreamState state, String resourceVersion) implements ClusterEvent {}

  /** An image stream was deleted; {@code last} is its state before. */
  record Deleted(StreamState last, String resourceVersion) implements ClusterEvent {}

  /** Nothing else happened up to here (Kubernetes API concepts, "Watch bookmarks"). */
  record Bookmark(String resourceVersion) implements ClusterEvent {}

  /**
   * The watch ended; no event follows.
   *
   * @param gone whether the resource version of the watch is too old for the cluster (410 Gone)
   * @param reason one line
   */
  record Ended(boolean gone, String reason) implements ClusterEvent {}
}
