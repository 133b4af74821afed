package org.openshift.ci.mirror.registry;

import org.openshift.ci.mirror.registry.engine.RegistryEngine;

/** Hears how far a copy is. */
@FunctionalInterface
public interface CopyListener {

  /** Hears nothing. */
  CopyListener NONE = (done, total) -> {};

  /**
   * Called in the thread that called {@link RegistryEngine#copy}, several times a second while
   * blobs are under way. What it throws cancels the copy and reaches the caller.
   *
   * @param bytesDone bytes of blobs that are at the target
   * @param bytesTotal bytes of all blobs of the image; 0 until its manifests are read
   */
  void progress(long bytesDone, long bytesTotal);
}
