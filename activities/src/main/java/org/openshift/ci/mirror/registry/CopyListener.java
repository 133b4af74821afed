package org.openshift.ci.mirror.registry;

/** Receives the progress of a copy. */
@FunctionalInterface
public interface CopyListener {

  /** Ignores it. */
  CopyListener NONE = (done, total) -> {};

  /**
   * Called in the thread that called {@link ImageRegistries#copy}, several times a second while
   * blobs are transferred. An exception thrown here cancels the copy and reaches its caller.
   *
   * @param bytesDone bytes of the blobs that are at the target so far
   * @param bytesTotal bytes of all blobs of the image; 0 until its manifests are read
   */
  void progress(long bytesDone, long bytesTotal);
}
