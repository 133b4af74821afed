package org.openshift.ci.mirror.model;

/**
 * How far a push is; the heartbeat of the push activity, visible in Temporal's Web UI.
 *
 * @param bytesDone bytes of blobs that are at the target
 * @param bytesTotal bytes of all blobs of the image; 0 until the manifests are read
 */
@WireRecord
public record PushProgress(long bytesDone, long bytesTotal) {}
