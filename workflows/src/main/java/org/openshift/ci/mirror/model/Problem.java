package org.openshift.ci.mirror.model;

/**
 * Why a task cannot be done, known before anything was tried.
 *
 * @param type the kind of failure
 * @param message one line: what is wrong, with what, and what to do
 */
@WireRecord
public record Problem(MirrorErrorType type, String message) {}
