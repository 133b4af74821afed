package org.openshift.ci.mirror.registry;

import java.util.List;

/**
 * The result of a copy.
 *
 * @param digest the digest read back under every destination tag
 * @param bytesCopied bytes of blobs and manifests that this copy sent to the target; a blob shared
 *     with another copy counts for the copy that sent it
 * @param blobsCopied blobs that this copy uploaded
 * @param blobsMounted blobs that the target mounted from another of its repositories
 * @param blobsPresent blobs that this copy looked for and need not bring: the target had them, or
 *     another copy brought them
 * @param warnings for the maintainers of the image
 */
public record CopyResult(
    String digest,
    long bytesCopied,
    int blobsCopied,
    int blobsMounted,
    int blobsPresent,
    List<CopyWarning> warnings) {

  public CopyResult {
    warnings = List.copyOf(warnings);
  }
}
