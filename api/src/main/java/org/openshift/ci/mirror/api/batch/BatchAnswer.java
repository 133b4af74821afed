package org.openshift.ci.mirror.api.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer to a request to trigger many tasks.
 *
 * @param total how many open tasks match now
 * @param batchId the id of the batch that triggers them; null for a preview, and when none matches
 * @param batchUrl the batch's page in Temporal's Web UI
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchAnswer(
    @JsonProperty("total") long total,
    @JsonProperty("batch_id") String batchId,
    @JsonProperty("batch_url") String batchUrl) {}
