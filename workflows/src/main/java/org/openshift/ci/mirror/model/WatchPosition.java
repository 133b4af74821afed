package org.openshift.ci.mirror.model;

/**
 * How far the watch of image streams got: its heartbeat, and what the next attempt goes on from.
 *
 * @param resourceVersion the cluster's resource version up to which all changes were handed on;
 *     null to begin with a list
 */
@WireRecord
public record WatchPosition(String resourceVersion) {

  /** Begin with a list of everything. */
  public static WatchPosition start() {
    return new WatchPosition(null);
  }
}
