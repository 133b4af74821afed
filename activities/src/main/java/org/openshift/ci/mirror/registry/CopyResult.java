package org.openshift.ci.mirror.registry;

import java.util.List;

/**
 * What a copy did.
 *
 * @param digest the digest read back under every destination tag
 * @param bytesCopied bytes of blobs and manifests that this copy sent to the target; a blob that
 *     another copy sent at the same time counts there
 * @param blobsCopied blobs that this copy uploaded
 * @param blobsMounted blobs that the target took from another of its repositories
 * @param warnings what its owner should know
 */
public record CopyResult(
    String digest,
    long bytesCopied,
    int blobsCopied,
    int blobsMounted,
    List<CopyWarning> warnings) {

  public CopyResult {
    warnings = List.copyOf(warnings);
  }
}
