package org.openshift.ci.mirror.api.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A mirror task as the API shows it. The first seven fields are those of the predecessor's API:
 * their names and meaning are fixed, and they are never null.
 *
 * @param sourceTag the image stream tag
 * @param source pull spec of the source; empty while it is not known
 * @param destination pull spec of the floating tag; empty while it is not known
 * @param currentQuayDigest digest at the target when it was last read; empty when the target has no
 *     image or was not read yet
 * @param createdAt when the task was started
 * @param stale whether the target has no image, or one created more than 24 hours before the
 *     source's; true until the target was read
 * @param owner the rule that claims the destination: {@link
 *     org.openshift.ci.mirror.model.MirrorOwner}
 * @param dateDestination pull spec of the date tag; null while the digest is not known
 * @param state what the task is doing: {@link org.openshift.ci.mirror.model.MirrorState}; null once
 *     it ended
 * @param errorType type of the last failure; null when there was none since the last success
 * @param lastError message of that failure
 * @param failures failures in a row
 * @param nextAttemptAt when it tries again without a trigger; null unless it waits after a failure
 * @param waitsFor the registry whose return makes it try again before that; null for none
 * @param sourceDigest digest of the source; null while it is not known
 * @param lastRequest what a person asked of the task last, who and why; null for nothing
 * @param workflowId id of its workflow
 * @param workflowUrl the workflow's page in Temporal's Web UI
 */
public record MirrorEntry(
    @JsonProperty("source_tag_ref") SourceTag sourceTag,
    @JsonProperty("source") String source,
    @JsonProperty("destination") String destination,
    @JsonProperty("current_quay_digest") String currentQuayDigest,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("stale") boolean stale,
    @JsonProperty("owner") String owner,
    @JsonProperty("date_destination") String dateDestination,
    @JsonProperty("state") String state,
    @JsonProperty("error_type") String errorType,
    @JsonProperty("last_error") String lastError,
    @JsonProperty("failures") int failures,
    @JsonProperty("next_attempt_at") Instant nextAttemptAt,
    @JsonProperty("waits_for") @JsonInclude(JsonInclude.Include.NON_NULL) WaitsFor waitsFor,
    @JsonProperty("source_digest") String sourceDigest,
    @JsonProperty("last_request") String lastRequest,
    @JsonProperty("workflow_id") String workflowId,
    @JsonProperty("workflow_url") String workflowUrl) {

  /** This entry with another error message. */
  MirrorEntry withLastError(String message) {
    return new MirrorEntry(
        sourceTag,
        source,
        destination,
        currentQuayDigest,
        createdAt,
        stale,
        owner,
        dateDestination,
        state,
        errorType,
        message,
        failures,
        nextAttemptAt,
        waitsFor,
        sourceDigest,
        lastRequest,
        workflowId,
        workflowUrl);
  }

  /**
   * The parts of an image stream tag.
   *
   * @param namespace the namespace of the image stream
   * @param name the name of the image stream
   * @param tag the tag within the image stream
   */
  public record SourceTag(String namespace, String name, String tag) {}

  /**
   * A registry that does not serve.
   *
   * @param registry its {@code host[:port]}
   * @param probedEverySeconds how often it is asked whether it serves again
   */
  public record WaitsFor(
      @JsonProperty("registry") String registry,
      @JsonProperty("probed_every_seconds") long probedEverySeconds) {}
}
