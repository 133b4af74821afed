package org.openshift.ci.mirror.api.ctl;

import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Whether a tag is mirrored, for a command that waits for it.
 *
 * @param kind the answer
 * @param words the answer for people, behind the tag
 * @param report what the service answered; missing if it has not
 */
record TagVerdict(Kind kind, String words, JsonNode report) {

  /** The answers. */
  enum Kind {
    /** The target has the source's digest. */
    MIRRORED,
    /** Not mirrored yet, or it is not known. */
    OPEN,
    /** Not mirrored, and it will not be soon. */
    POINTLESS
  }

  /** States of open tasks that end by a person's act, or a change elsewhere. */
  private static final Set<String> POINTLESS_STATES = Set.of("parked", "planned");

  private static final Set<String> GOOD_OUTCOMES = Set.of("mirrored", "equal");

  static TagVerdict unknown(String why) {
    return new TagVerdict(Kind.OPEN, "is in an unknown state: " + why, MissingNode.getInstance());
  }

  /**
   * The answer for a tag now. While a task is open, its report has it. Otherwise source and target
   * are compared: how the last task ended says nothing of a change since then. The answer is not
   * known while no worker compares them. A caller who may not ask for a comparison gets the end of
   * the last task.
   */
  static TagVerdict of(ApiClient api, TagReference tag) throws InterruptedException {
    Optional<JsonNode> report = api.find(ApiClient.path(tag));
    if (report.isPresent() && report.get().path("ended").isNull()) {
      return open(report.get());
    }
    try {
      JsonNode checked = api.get(ApiClient.path(tag) + "?check=now");
      // One may have begun meanwhile.
      boolean open = checked.has("state") && checked.path("ended").isNull();
      return open ? open(checked) : compared(checked);
    } catch (ApiRefusal e) {
      if (e.is(ApiRefusal.UNAVAILABLE)) {
        return new TagVerdict(
            Kind.OPEN,
            because("is not known to be mirrored", e.getMessage()),
            report.orElse(MissingNode.getInstance()));
      }
      if (report.isPresent() && e.isOfTheToken()) {
        return ended(report.get());
      }
      throw e;
    }
  }

  private static TagVerdict open(JsonNode report) {
    String state = Text.of(report, "state");
    String words = because("is " + (state.isEmpty() ? "just begun" : state), Text.error(report));
    Kind kind = POINTLESS_STATES.contains(state) ? Kind.POINTLESS : Kind.OPEN;
    return new TagVerdict(kind, words, report);
  }

  private static TagVerdict compared(JsonNode report) {
    JsonNode check = report.path("check");
    String reason = Text.of(check, "reason");
    if (check.path("equal").asBoolean(false)) {
      return new TagVerdict(
          Kind.MIRRORED, "is mirrored: " + Text.of(check, "target_digest"), report);
    }
    if (!check.path("watched").asBoolean(true)) {
      return new TagVerdict(Kind.POINTLESS, because("is not watched", reason), report);
    }
    String outcome = Text.of(report, "outcome");
    if (outcome.isEmpty() || GOOD_OUTCOMES.contains(outcome)) {
      return new TagVerdict(
          Kind.OPEN, because("is without a task yet, and not known to be equal", reason), report);
    }
    return new TagVerdict(Kind.POINTLESS, because("is " + outcome, Text.error(report)), report);
  }

  /** One may not ask a worker to compare, so the last task's end is all that is known. */
  private static TagVerdict ended(JsonNode report) {
    String outcome = Text.of(report, "outcome");
    return GOOD_OUTCOMES.contains(outcome)
        ? new TagVerdict(
            Kind.MIRRORED,
            "was %s when its last task ended, at %s, and nobody has compared it since: that needs the token"
                .formatted(outcome, Text.of(report, "ended")),
            report)
        : new TagVerdict(Kind.POINTLESS, because("is " + outcome, Text.error(report)), report);
  }

  private static String because(String what, String why) {
    return why.isEmpty() ? what : what + ": " + why;
  }
}
