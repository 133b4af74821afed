package org.openshift.ci.mirror.imagestreams;

import org.openshift.ci.mirror.model.WatchPosition;

/**
 * Where image streams come from: files, or a cluster.
 *
 * <p>Both implementations make the same promise to the sink: after a watched tag was added, changed
 * or removed, its name is passed on at least once. So is the name of a tag that begins or ceases to
 * be watched. A watch from the start passes on the names of all watched tags.
 */
public interface ImageStreamSource extends AutoCloseable {

  /**
   * Lists and watches until {@link ImageStreamSink#stopRequested()} or until the thread is
   * interrupted, and passes on names of tags. Calls the sink from the calling thread only.
   *
   * @param from the position that an earlier watch reached, or {@link WatchPosition#start()}
   * @return the position to continue from: everything up to it was passed on
   * @throws InterruptedException when the thread was interrupted
   * @throws ImageStreamSourceException when the source cannot be read and waiting will not help
   */
  WatchPosition watch(WatchPosition from, ImageStreamSink sink) throws InterruptedException;

  @Override
  void close();
}
