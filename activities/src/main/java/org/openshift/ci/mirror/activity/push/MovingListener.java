package org.openshift.ci.mirror.activity.push;

import org.openshift.ci.mirror.registry.CopyListener;

/** Reports that a transfer makes progress, so that nothing counts its registry as stuck. */
final class MovingListener implements CopyListener {

  /** Fewer bytes are no progress: the engine gives up a blob that has fewer in a minute. */
  private static final long LEAST_BYTES = 64 * 1024;

  private final Runnable progressed;
  private final CopyListener next;
  private long counted;

  MovingListener(Runnable progressed, CopyListener next) {
    this.progressed = progressed;
    this.next = next;
  }

  @Override
  public void progress(long bytesDone, long bytesTotal) {
    if (bytesDone < counted) {
      // An upload started over.
      counted = bytesDone;
    } else if (bytesDone - counted >= LEAST_BYTES) {
      counted = bytesDone;
      progressed.run();
    }
    next.progress(bytesDone, bytesTotal);
  }
}
