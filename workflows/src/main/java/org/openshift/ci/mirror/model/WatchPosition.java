package org.openshift.ci.mirror.model;

/**
 * How far the watch of image streams got: its heartbeat, and what the next attempt goes on from.
 *
 * @param resourceVersion the cluster's resource version up to which all changes were handed on;
 *     null to begin with a list
 * @param rules a fingerprint of the rules by which they were handed on: a watch that goes on by
 *     other rules begins with a list, as tags became watched that did not change; null when not
 *     known
 */
@WireRecord
public record WatchPosition(String resourceVersion, String rules) {

  /** A position for which the rules are not known. */
  public WatchPosition(String resourceVersion) {
    this(resourceVersion, null);
  }

  /** Begin with a list of everything. */
  public static WatchPosition start() {
    return new WatchPosition(null);
  }
}
