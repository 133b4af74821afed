package org.openshift.ci.mirror.model;

import java.time.Instant;

/**
 * The answer of a mirror task's query {@code status}.
 *
 * @param destination the destination it works for
 * @param claim what the destination was to hold when the task last asked; null before it did
 * @param state what it is doing
 * @param failures failures in a row
 * @param errorType type of the last failure; null after a success
 * @param lastError message of the last failure; null after a success
 * @param nextAttemptAt when it tries again by itself; null while it is at work
 */
@WireRecord
public record MirrorStatus(
    Destination destination,
    Claim claim,
    MirrorState state,
    int failures,
    String errorType,
    String lastError,
    Instant nextAttemptAt) {}
