package org.openshift.ci.mirror.worker.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a dry run would push, as {@code plan --output=json} prints it.
 *
 * @param planned what it would push
 * @param notPlanned tags that it would not push now
 */
record Plan(
    @JsonProperty("planned") List<Push> planned,
    @JsonProperty("not_planned") List<Refusal> notPlanned) {

  /**
   * A push.
   *
   * @param tag the image stream tag
   * @param source pull spec of the source
   * @param destination pull spec of the floating tag
   * @param owner the rule that asks for it
   */
  record Push(
      @JsonProperty("tag") String tag,
      @JsonProperty("source") String source,
      @JsonProperty("destination") String destination,
      @JsonProperty("owner") String owner) {

    @Override
    public String toString() {
      return String.join(" ", tag, source, destination, owner);
    }
  }

  /**
   * A tag that would not be pushed now.
   *
   * @param tag the image stream tag
   * @param errorType why; null for a tag that is not checked yet
   * @param lastError why, in words; null for a tag that is not checked yet
   */
  record Refusal(
      @JsonProperty("tag") String tag,
      @JsonProperty("error_type") String errorType,
      @JsonProperty("last_error") String lastError) {

    @Override
    public String toString() {
      return errorType == null
          ? tag + " is not checked yet"
          : "%s is not planned: %s: %s".formatted(tag, errorType, lastError);
    }
  }
}
