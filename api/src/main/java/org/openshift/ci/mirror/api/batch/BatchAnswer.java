package org.openshift.ci.mirror.api.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer to a request to trigger or unpark many tasks.
 *
 * @param total how many open tasks it asks now
 * @param parkedByHand how many more match that a trigger does not ask, because a person parked
 *     them; left out if there are none
 * @param batchId the id of the batch that asks them; null for a preview, and when none matches
 * @param batchUrl the batch's page in Temporal's Web UI
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchAnswer(
    @JsonProperty("total") long total,
    @JsonProperty("parked_by_hand") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long parkedByHand,
    @JsonProperty("batch_id") String batchId,
    @JsonProperty("batch_url") String batchUrl) {}
