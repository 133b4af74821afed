package org.openshift.ci.mirror.model;

/**
 * The heartbeat details of the watch: its position, for the next attempt, and its state, for
 * people. A superset of {@link WatchPosition}, as which the next attempt reads it.
 *
 * @param resourceVersion as in {@link WatchPosition}
 * @param rules as in {@link WatchPosition}
 * @param watcher as in {@link WatchPosition}
 * @param state how the watch is; null from a worker that does not say
 */
@WireRecord
public record WatchHeartbeat(
    String resourceVersion, String rules, String watcher, WatchState state) {

  /** The details for a position and a state. */
  public static WatchHeartbeat of(WatchPosition position, WatchState state) {
    return new WatchHeartbeat(
        position.resourceVersion(), position.rules(), position.watcher(), state);
  }
}
