package org.openshift.ci.mirror.model;

/**
 * The progress of a push: the heartbeat details of {@code PushTags}, shown in Temporal's Web UI.
 *
 * @param bytesDone bytes of the image's blobs that are at the target
 * @param bytesTotal bytes of all blobs of the image; 0 until its manifests are read
 */
@WireRecord
public record PushProgress(long bytesDone, long bytesTotal) {}
