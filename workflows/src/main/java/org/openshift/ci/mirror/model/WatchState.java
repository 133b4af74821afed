package org.openshift.ci.mirror.model;

import java.time.Instant;

/**
 * How the watch of image streams is, on the worker that runs it.
 *
 * @param phase what it is doing
 * @param since since when it has been doing this
 * @param lastError why it is failing, one line; null unless it is
 * @param lastEvent when the last change of an image stream arrived; null when none did
 * @param upToDateAt when it last knew everything that the source had, and had passed it on; null
 *     before the first time
 * @param relists how often it listed all image streams again, since its worker started
 */
@WireRecord
public record WatchState(
    WatchPhase phase,
    Instant since,
    String lastError,
    Instant lastEvent,
    Instant upToDateAt,
    int relists) {

  /** The state before the first watch. */
  public static WatchState begin(Instant now) {
    return new WatchState(WatchPhase.CONNECTING, now, null, null, null, 0);
  }
}
