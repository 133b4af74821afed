package org.openshift.ci.mirror.imagestreams;

import org.openshift.ci.mirror.model.WatchPosition;

/**
 * Where image streams come from: files, or a cluster.
 *
 * <p>The two implementations behave alike towards the sink: the name of every watched tag that
 * changed, came or went is handed on at least once after that, and so are names of tags that began
 * or ceased to be watched. A watch from the start names all watched tags.
 */
public interface ImageStreamSource extends AutoCloseable {

  /**
   * Lists, hands on names, then watches until {@link ImageStreamSink#stopRequested()} or until the
   * thread is interrupted. All calls to the sink are made from the calling thread.
   *
   * @param from where an earlier watch got to, or {@link WatchPosition#start()}
   * @param sink takes what is found
   * @return where to go on from: everything up to there was handed on
   * @throws InterruptedException when the thread was interrupted
   * @throws ImageStreamSourceException when the source refuses in a way that waiting does not mend
   */
  WatchPosition watch(WatchPosition from, ImageStreamSink sink) throws InterruptedException;

  @Override
  void close();
}
