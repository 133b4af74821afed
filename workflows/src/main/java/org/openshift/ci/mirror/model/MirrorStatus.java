package org.openshift.ci.mirror.model;

import java.time.Instant;

/**
 * The answer to a mirror task's query {@code status}.
 *
 * @param destination the task's destination
 * @param claim what the destination should hold, as the task last read it; null before that
 * @param state what the task is doing
 * @param failures failures in a row
 * @param errorType type of the last failure; null after a success
 * @param lastError message of the last failure; null after a success
 * @param nextAttemptAt when the task checks again without a trigger; null while it does not wait
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
