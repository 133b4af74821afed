package org.openshift.ci.mirror.model;

/**
 * How far the watch of image streams got: its heartbeat, and what the next attempt goes on from.
 *
 * @param resourceVersion the cluster's resource version up to which all changes were handed on;
 *     null to begin with a list
 * @param rules a fingerprint of the rules by which they were handed on: a watch that goes on by
 *     other rules begins with a list, as tags became watched that did not change; null when not
 *     known
 * @param watcher which watcher they were handed to: one that was started anew knows nothing of
 *     them, so the watch begins with a list; null when not known
 */
@WireRecord
public record WatchPosition(String resourceVersion, String rules, String watcher) {

  /** A position of image streams, without the watcher that was told. */
  public WatchPosition(String resourceVersion, String rules) {
    this(resourceVersion, rules, null);
  }

  /** A position for which the rules are not known. */
  public WatchPosition(String resourceVersion) {
    this(resourceVersion, null, null);
  }

  /** Begin with a list of everything. */
  public static WatchPosition start() {
    return new WatchPosition(null);
  }

  /** The same position, handed to this watcher. */
  public WatchPosition toldTo(String newWatcher) {
    return new WatchPosition(resourceVersion, rules, newWatcher);
  }
}
