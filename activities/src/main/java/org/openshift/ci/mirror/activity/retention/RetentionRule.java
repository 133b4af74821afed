package org.openshift.ci.mirror.activity.retention;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.RetentionSummary;

/** Which date tags stay, and why. */
final class RetentionRule {

  private final LocalDate firstKept;
  private final ConfiguredSources configured;
  private final Map<String, String> newestOfUsed = new HashMap<>();
  private final Map<String, String> newestThatStays = new HashMap<>();

  /**
   * The rule for a list of tags.
   *
   * @param today the UTC day on which the sweep began
   * @param days tags that are this many days old or younger stay; a tag is written at some moment
   *     of its day, so a removed one is always older
   * @param configured the images that the configuration names
   */
  RetentionRule(ListedTags tags, LocalDate today, int days, ConfiguredSources configured) {
    this.firstKept = today.minusDays(days);
    this.configured = configured;
    // In the order of days, so the last one of a digest is its newest.
    for (String tag : tags.dateTags()) {
      String digest = DateTag.parse(tag).orElseThrow().digest();
      if (tags.used().contains(digest)) {
        newestOfUsed.put(digest, tag);
      }
    }
    for (String tag : tags.dateTags()) {
      if (reasonToKeep(tag).isPresent()) {
        newestThatStays.put(DateTag.parse(tag).orElseThrow().digest(), tag);
      }
    }
  }

  /** Why a date tag stays; empty if it is to be removed. */
  Optional<String> reasonToKeep(String tag) {
    DateTag parts = DateTag.parse(tag).orElseThrow();
    if (!parts.day().isBefore(firstKept)) {
      return Optional.of(RetentionSummary.YOUNG);
    }
    if (tag.equals(newestOfUsed.get(parts.digest()))) {
      return Optional.of(RetentionSummary.IN_USE);
    }
    if (configured.names().contains(parts.digest()) || configured.names().contains(tag)) {
      return Optional.of(RetentionSummary.CONFIGURED);
    }
    return configured.problem().map(problem -> RetentionSummary.CONFIG_INVALID);
  }

  /**
   * The newest date tag of the same image that stays when this one is removed: the image must still
   * be there afterwards. Empty if all date tags of the image are to be removed.
   */
  Optional<String> protector(String tag) {
    return Optional.ofNullable(newestThatStays.get(DateTag.parse(tag).orElseThrow().digest()));
  }
}
