package org.openshift.ci.mirror.model;

/**
 * Why an image cannot be mirrored, as known before an attempt.
 *
 * @param type the kind of failure
 * @param message one line: what is wrong, with what, and what to do
 */
@WireRecord
public record Problem(MirrorErrorType type, String message) {}
