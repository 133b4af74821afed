package org.openshift.ci.mirror.worker.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.WatchDecision;
import org.openshift.ci.mirror.watchrules.WatchRule;

/**
 * Whether a tag is watched, and why, as {@code explain} prints it.
 *
 * @param tag the tag
 * @param watched whether it is watched
 * @param rule the first rule that matches
 * @param reason that rule in words
 * @param namedBy the configs of the release repository that name the tag
 * @param streamUsedBy the configs that use its whole stream
 * @param unresolved how many references in the release repository could not be resolved, and may
 *     name the tag too
 */
record Explanation(
    @JsonProperty("tag") String tag,
    @JsonProperty("watched") boolean watched,
    @JsonProperty("rule") WatchRule rule,
    @JsonProperty("reason") String reason,
    @JsonProperty("named_by") List<String> namedBy,
    @JsonProperty("stream_used_by") List<String> streamUsedBy,
    @JsonProperty("unresolved") int unresolved) {

  /** For people. */
  List<String> lines() {
    return Stream.of(
            Stream.of(tag + (watched ? " is watched: " : " is not watched: ") + reason),
            namedBy.stream().map(config -> "  named by " + config),
            streamUsedBy.stream().map(config -> "  its stream is used by " + config))
        .flatMap(each -> each)
        .toList();
  }

  static Explanation of(WatchDecision decision, Optional<ReleaseInputs> inputs) {
    return new Explanation(
        decision.tag().toString(),
        decision.watched(),
        decision.rule(),
        decision.rule().reason(),
        inputs.map(read -> read.index().configsOf(decision.tag())).orElse(List.of()),
        inputs
            .map(read -> read.index().configsOf(StreamReference.of(decision.tag())))
            .orElse(List.of()),
        inputs.map(read -> read.problems().all().size() + read.warnings().size()).orElse(0));
  }
}
