package org.openshift.ci.mirror.model;

/**
 * How far the watch of image streams got: the heartbeat details from which the next attempt goes
 * on. A watch whose rules or watcher are others than these begins with a list.
 *
 * @param resourceVersion the cluster's resource version up to which all changes were signalled;
 *     null to begin with a list
 * @param rules fingerprint of the rules that chose the signalled tags; null when unknown. With
 *     other rules, tags may be watched that did not change
 * @param watcher the watcher that was signalled; null when unknown. A watcher that was started anew
 *     knows nothing of earlier signals
 */
@WireRecord
public record WatchPosition(String resourceVersion, String rules, String watcher) {

  /** A position whose watcher is not known. */
  public WatchPosition(String resourceVersion, String rules) {
    this(resourceVersion, rules, null);
  }

  /** A position whose rules and watcher are not known. */
  public WatchPosition(String resourceVersion) {
    this(resourceVersion, null, null);
  }

  /** The position that begins with a list of all tags. */
  public static WatchPosition start() {
    return new WatchPosition(null);
  }

  /** This position, signalled to the given watcher. */
  public WatchPosition toldTo(String newWatcher) {
    return new WatchPosition(resourceVersion, rules, newWatcher);
  }
}
