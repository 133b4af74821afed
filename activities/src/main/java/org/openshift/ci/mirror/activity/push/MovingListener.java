package org.openshift.ci.mirror.activity.push;

import org.openshift.ci.mirror.registry.CopyListener;

/** Tells the line of a source registry that an image of it gets on, and passes the progress on. */
final class MovingListener implements CopyListener {

  /** A source that drips does not get on: as of the engine's minimum, which is a minute's. */
  private static final long LEAST_BYTES = 64 * 1024;

  private final Runnable moves;
  private final CopyListener next;
  private long counted;

  MovingListener(Runnable moves, CopyListener next) {
    this.moves = moves;
    this.next = next;
  }

  @Override
  public void progress(long bytesDone, long bytesTotal) {
    if (bytesDone < counted) {
      // An upload began anew.
      counted = bytesDone;
    } else if (bytesDone - counted >= LEAST_BYTES) {
      counted = bytesDone;
      moves.run();
    }
    next.progress(bytesDone, bytesTotal);
  }
}
