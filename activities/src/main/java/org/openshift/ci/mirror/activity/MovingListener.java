package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.places.HostPlaces;
import org.openshift.ci.mirror.registry.CopyListener;

/** Tells the line of a source registry that an image of it gets on, and passes the progress on. */
final class MovingListener implements CopyListener {

  /** A source that drips does not get on: as of the engine's minimum, which is a minute's. */
  private static final long LEAST_BYTES = 64 * 1024;

  private final HostPlaces places;
  private final String host;
  private final CopyListener next;
  private long counted;

  MovingListener(HostPlaces places, String host, CopyListener next) {
    this.places = places;
    this.host = host;
    this.next = next;
  }

  @Override
  public void progress(long bytesDone, long bytesTotal) {
    if (bytesDone < counted) {
      // An upload began anew.
      counted = bytesDone;
    } else if (bytesDone - counted >= LEAST_BYTES) {
      counted = bytesDone;
      places.moves(host);
    }
    next.progress(bytesDone, bytesTotal);
  }
}
