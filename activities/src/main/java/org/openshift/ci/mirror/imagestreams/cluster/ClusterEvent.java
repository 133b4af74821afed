package org.openshift.ci.mirror.imagestreams.cluster;

import org.openshift.ci.mirror.imagestreams.index.StreamState;

/** What a watch of the cluster brings, in the order in which it happened. */
sealed interface ClusterEvent {

  /** An image stream is new or changed. */
  record Changed(StreamState state, String resourceVersion) implements ClusterEvent {}

  /** An image stream was deleted; this is what it was. */
  record Deleted(StreamState last, String resourceVersion) implements ClusterEvent {}

  /** Nothing happened up to here (Kubernetes API concepts, "Watch bookmarks"). */
  record Bookmark(String resourceVersion) implements ClusterEvent {}

  /**
   * The watch ended; nothing comes after this.
   *
   * @param gone whether the cluster no longer knows what happened since the resource version that
   *     was asked for (410 Gone)
   * @param reason one line
   */
  record Ended(boolean gone, String reason) implements ClusterEvent {}
}
