package org.openshift.ci.mirror.mirroring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.Fingerprint;
import org.openshift.ci.mirror.config.TargetClaims;
import org.openshift.ci.mirror.model.TagReference;

/**
 * What one version of the mirroring configuration says. Immutable, and equal to itself only.
 *
 * <p>Tags are compared by their name at the target: an entry for {@code a/b_c:d} claims {@code
 * a/b:c_d} too, as both are {@code a_b_c_d} there. An entry whose source is ignored claims nothing:
 * its target is a tag like any other.
 */
public final class MirroringConfig implements TargetClaims {

  private static final MirroringConfig EMPTY =
      new MirroringConfig(
          List.of(),
          List.of(),
          List.of(),
          new IgnoredSources(new Registries("", ""), Map.of()),
          Notes.none());

  /**
   * What is remembered of the file beside its entries.
   *
   * @param lines where each target stands, from 1
   * @param leftOut the entries that are not in force, and why
   */
  record Notes(Map<TagReference, Integer> lines, List<ConfigProblem> leftOut) {

    Notes {
      lines = Map.copyOf(lines);
      leftOut = List.copyOf(leftOut);
    }

    static Notes none() {
      return new Notes(Map.of(), List.of());
    }
  }

  private final List<SupplementalImage> supplemental;
  private final List<BackfillImage> backfill;
  private final ArtRules art;
  private final IgnoredSources ignored;
  private final Notes notes;
  private final Set<String> supplementalTags;
  private final Set<String> backfillTags;

  MirroringConfig(
      List<SupplementalImage> supplemental,
      List<BackfillImage> backfill,
      List<ArtRule> artRules,
      IgnoredSources ignored,
      Notes notes) {
    this.supplemental = List.copyOf(supplemental);
    this.backfill = List.copyOf(backfill);
    this.ignored = ignored;
    this.notes = notes;
    this.supplementalTags =
        floatingTags(
            supplemental.stream()
                .filter(image -> ignored.reasonFor(image.source()).isEmpty())
                .map(SupplementalImage::target));
    this.backfillTags =
        floatingTags(
            backfill.stream()
                .filter(image -> ignored.reasonFor(image.source()).isEmpty())
                .map(BackfillImage::target));
    this.art = new ArtRules(artRules, this::claims);
  }

  /** A configuration that asks for nothing. */
  public static MirroringConfig empty() {
    return EMPTY;
  }

  /** The supplemental images, those with an ignored source too, in the file's order. */
  public List<SupplementalImage> supplemental() {
    return supplemental;
  }

  /** The images that go back to the cluster's registry, ignored ones too, in the file's order. */
  public List<BackfillImage> backfill() {
    return backfill;
  }

  /** The rules for ART images. */
  public ArtRules art() {
    return art;
  }

  /** The sources that are not to be mirrored. */
  public IgnoredSources ignored() {
    return ignored;
  }

  /** The backfill entries that are wrong, and are left out while all else is in force. */
  public List<ConfigProblem> leftOut() {
    return notes.leftOut();
  }

  /** The line at which a target of this version stands, from 1; 0 for any other tag. */
  public int lineOf(TagReference target) {
    return notes.lines().getOrDefault(target, 0);
  }

  /** Whether an entry that is not ignored has this target, so that all others leave it alone. */
  public boolean claims(TagReference tag) {
    return isSupplementalTarget(tag) || isBackfillTarget(tag);
  }

  @Override
  public boolean isSupplementalTarget(TagReference tag) {
    return supplementalTags.contains(tag.floatingTag());
  }

  @Override
  public boolean isBackfillTarget(TagReference tag) {
    return backfillTags.contains(tag.floatingTag());
  }

  @Override
  public String fingerprint() {
    return Fingerprint.of(
        Stream.concat(
            supplementalTags.stream().map(tag -> "supplemental " + tag),
            backfillTags.stream().map(tag -> "backfill " + tag)));
  }

  @Override
  public String toString() {
    return "%d supplemental, %d backfill, %d ignored, %d ART rules"
        .formatted(supplemental.size(), backfill.size(), ignored.size(), art.size());
  }

  private static Set<String> floatingTags(Stream<TagReference> targets) {
    return targets.map(TagReference::floatingTag).collect(Collectors.toUnmodifiableSet());
  }
}
