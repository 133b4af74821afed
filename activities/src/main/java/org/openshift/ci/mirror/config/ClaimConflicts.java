package org.openshift.ci.mirror.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;

/** Finds entries that claim the same tag at the target. */
final class ClaimConflicts {

  private final Map<TagReference, Integer> supplementalLines;
  private final Map<TagReference, Integer> backfillLines;

  ClaimConflicts(
      Map<TagReference, Integer> supplementalLines, Map<TagReference, Integer> backfillLines) {
    this.supplementalLines = supplementalLines;
    this.backfillLines = backfillLines;
  }

  /** Adds a problem for each supplemental image that claims the tag of an earlier one. */
  void amongSupplemental(List<SupplementalImage> images, Problems problems) {
    Map<String, TagReference> first = new HashMap<>();
    for (SupplementalImage image : images) {
      TagReference other = first.putIfAbsent(image.target().floatingTag(), image.target());
      if (other != null) {
        problems.add(
            supplementalLines.get(image.target()),
            sameTag(
                image.target(),
                SupplementalSection.NAME,
                other,
                SupplementalSection.NAME,
                supplementalLines.get(other)));
      }
    }
  }

  /**
   * The targets of backfill images that claim the tag of a supplemental or another backfill image;
   * adds a problem for each conflict.
   */
  Set<TagReference> ofBackfill(
      List<SupplementalImage> supplemental, List<BackfillImage> backfill, Problems problems) {
    Map<String, TagReference> outside = new HashMap<>();
    supplemental.forEach(
        image -> outside.putIfAbsent(image.target().floatingTag(), image.target()));
    Map<String, TagReference> first = new HashMap<>();
    Set<TagReference> inConflict = new HashSet<>();
    for (BackfillImage image : backfill) {
      TagReference target = image.target();
      TagReference claimant = outside.get(target.floatingTag());
      if (claimant != null) {
        inConflict.add(target);
        problems.add(
            backfillLines.get(target),
            sameTag(
                target,
                BackfillSection.NAME,
                claimant,
                SupplementalSection.NAME,
                supplementalLines.get(claimant)));
      }
      TagReference other = first.putIfAbsent(target.floatingTag(), target);
      if (other != null) {
        inConflict.add(target);
        inConflict.add(other);
        problems.add(
            backfillLines.get(target),
            sameTag(
                target,
                BackfillSection.NAME,
                other,
                BackfillSection.NAME,
                backfillLines.get(other)));
      }
    }
    return inConflict;
  }

  private static String sameTag(
      TagReference one, String section, TagReference other, String otherSection, int otherLine) {
    return "%s of %s and %s of %s (line %d) claim the same tag at the target, %s; remove one of them"
        .formatted(one, section, other, otherSection, otherLine, one.floatingTag());
  }
}
