package org.openshift.ci.mirror.model;

/**
 * What a push did.
 *
 * @param digest the digest read back at the destination
 * @param bytesCopied bytes of blobs and manifests sent to the target; 0 when all were there
 * @param blobsCopied blobs uploaded
 * @param blobsMounted blobs the target took from another of its repositories
 * @param milliseconds how long it took
 */
@WireRecord
public record PushResult(
    String digest, long bytesCopied, int blobsCopied, int blobsMounted, long milliseconds) {}
