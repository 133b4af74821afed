package org.openshift.ci.mirror.api.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * How far a batch is.
 *
 * @param id its id at Temporal
 * @param state {@code running}, {@code completed} or {@code failed}
 * @param total the tasks that it asks; 0 until it has counted them
 * @param done the tasks that were asked
 * @param failed the tasks that could not be asked, most likely because they had ended by then
 * @param started when it began
 * @param ended when it ended; null while it runs
 * @param reason what was asked, by whom and why; one line
 * @param url its page in Temporal's Web UI
 */
public record BatchProgress(
    @JsonProperty("batch_id") String id,
    @JsonProperty("state") String state,
    @JsonProperty("total") long total,
    @JsonProperty("done") long done,
    @JsonProperty("failed") long failed,
    @JsonProperty("started") Instant started,
    @JsonProperty("ended") Instant ended,
    @JsonProperty("reason") String reason,
    @JsonProperty("batch_url") String url) {

  static final String RUNNING = "running";
}
