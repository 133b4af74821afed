package org.openshift.ci.mirror.model;

/**
 * The result of a push.
 *
 * @param digest the digest read back at the destination
 * @param bytesCopied bytes of blobs and manifests sent to the target; 0 when the target had all
 * @param blobsCopied blobs uploaded
 * @param blobsMounted blobs that the target mounted from another of its repositories
 * @param milliseconds the duration
 */
@WireRecord
public record PushResult(
    String digest, long bytesCopied, int blobsCopied, int blobsMounted, long milliseconds) {}
