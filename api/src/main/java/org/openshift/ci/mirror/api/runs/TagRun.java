package org.openshift.ci.mirror.api.runs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A run of a tag's mirror task.
 *
 * @param workflowId id of its workflow
 * @param runId id of the run
 * @param outcome as in the report on a tag; {@code continued_as_new} when the next run went on;
 *     null while it is open
 * @param state what it is doing; null once it has ended
 * @param started when it started
 * @param ended when it ended; null while it is open
 * @param durationSeconds how long it took, or has taken so far
 * @param digest the digest that it brought to the destination, or found there; else null
 * @param pushes how many images it pushed; null while it is open
 * @param bytesCopied bytes that it sent to the target; null while it is open
 * @param errorType type of its last failure; null for none since the last success
 * @param lastError message of that failure
 * @param lastRequest what a person asked of it last, who and why; null for nothing
 * @param workflowUrl the run's page in Temporal's Web UI
 */
public record TagRun(
    @JsonProperty("workflow_id") String workflowId,
    @JsonProperty("run_id") String runId,
    @JsonProperty("outcome") String outcome,
    @JsonProperty("state") String state,
    @JsonProperty("started") Instant started,
    @JsonProperty("ended") Instant ended,
    @JsonProperty("duration_seconds") long durationSeconds,
    @JsonProperty("digest") String digest,
    @JsonProperty("pushes") Integer pushes,
    @JsonProperty("bytes_copied") Long bytesCopied,
    @JsonProperty("error_type") String errorType,
    @JsonProperty("last_error") String lastError,
    @JsonProperty("last_request") String lastRequest,
    @JsonProperty("workflow_url") String workflowUrl) {}
