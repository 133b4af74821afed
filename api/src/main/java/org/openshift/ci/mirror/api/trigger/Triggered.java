package org.openshift.ci.mirror.api.trigger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What was triggered.
 *
 * @param workflowId the workflow in Temporal
 * @param runId its run
 * @param workflowUrl its page in Temporal's Web UI
 * @param started whether it was started, and not merely woken
 */
public record Triggered(
    @JsonProperty("workflow_id") String workflowId,
    @JsonProperty("run_id") String runId,
    @JsonProperty("workflow_url") String workflowUrl,
    @JsonProperty("started") boolean started) {}
