package org.openshift.ci.mirror.api.trigger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The task that was asked something.
 *
 * @param workflowId id of its workflow
 * @param runId id of its run
 * @param workflowUrl the run's page in Temporal's Web UI
 * @param started whether the task was started; false when it was open
 */
public record Triggered(
    @JsonProperty("workflow_id") String workflowId,
    @JsonProperty("run_id") String runId,
    @JsonProperty("workflow_url") String workflowUrl,
    @JsonProperty("started") boolean started) {}
