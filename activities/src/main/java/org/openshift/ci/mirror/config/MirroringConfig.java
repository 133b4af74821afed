package org.openshift.ci.mirror.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.watchrules.Fingerprint;
import org.openshift.ci.mirror.watchrules.TargetClaims;

/**
 * One version of the mirroring configuration. Immutable, and equal to itself only.
 *
 * <p>Tags are compared by their name at the target: an entry for {@code a/b_c:d} claims {@code
 * a/b:c_d} too, as both are {@code a_b_c_d} there. An entry whose source is ignored claims nothing.
 */
public final class MirroringConfig implements TargetClaims {

  private static final MirroringConfig EMPTY =
      new MirroringConfig(
          List.of(),
          List.of(),
          List.of(),
          new IgnoredSources(new Endpoints("", ""), Map.of()),
          Notes.none());

  /**
   * Data for messages about the file.
   *
   * @param lines the line of each target, from 1
   * @param leftOut the problems of entries that are not in force
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

  // By the name at the target: the first entry with that name.
  private final Map<String, SupplementalImage> supplementalByTag;
  private final Map<String, SupplementalImage> ignoredSupplementalByTag;
  private final Map<String, BackfillImage> backfillByTag;

  private final Map<TagReference, BackfillImage> backfillByTarget;

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
    Map<Boolean, List<SupplementalImage>> byIgnored =
        supplemental.stream()
            .collect(Collectors.partitioningBy(image -> isIgnored(image.source())));
    this.supplementalByTag = index(byIgnored.get(false), image -> image.target().floatingTag());
    this.ignoredSupplementalByTag =
        index(byIgnored.get(true), image -> image.target().floatingTag());
    this.backfillByTag =
        index(
            backfill.stream().filter(image -> !isIgnored(image.source())).toList(),
            image -> image.target().floatingTag());
    this.backfillByTarget = index(backfill, BackfillImage::target);
    this.art = new ArtRules(artRules, this::claims);
  }

  /** The configuration without entries. */
  public static MirroringConfig empty() {
    return EMPTY;
  }

  /** The supplemental images, also those whose source is ignored, in the file's order. */
  public List<SupplementalImage> supplemental() {
    return supplemental;
  }

  /** The backfill images, also those whose source is ignored, in the file's order. */
  public List<BackfillImage> backfill() {
    return backfill;
  }

  /** The rules for ART images. */
  public ArtRules art() {
    return art;
  }

  /** The sources that no rule mirrors. */
  public IgnoredSources ignored() {
    return ignored;
  }

  /** The problems of entries that are left out while all others are in force. */
  public List<ConfigProblem> leftOut() {
    return notes.leftOut();
  }

  /** The line of an entry's target, from 1; 0 for a tag that is no target. */
  public int lineOf(TagReference target) {
    return notes.lines().getOrDefault(target, 0);
  }

  /** Whether an entry whose source is not ignored claims this tag's floating tag. */
  public boolean claims(TagReference tag) {
    return isSupplementalTarget(tag) || isBackfillTarget(tag);
  }

  /** The supplemental image, with a source that is not ignored, for the tag's destination. */
  public Optional<SupplementalImage> supplementalFor(TagReference tag) {
    return Optional.ofNullable(supplementalByTag.get(tag.floatingTag()));
  }

  /** The supplemental image, with an ignored source, for the tag's destination. */
  public Optional<SupplementalImage> ignoredSupplementalFor(TagReference tag) {
    return Optional.ofNullable(ignoredSupplementalByTag.get(tag.floatingTag()));
  }

  /** The backfill image, with a source that is not ignored, whose target has the tag's name. */
  public Optional<BackfillImage> backfillFrom(TagReference tag) {
    return Optional.ofNullable(backfillByTag.get(tag.floatingTag()));
  }

  /** The backfill image for this tag of the cluster, even if its source is ignored. */
  public Optional<BackfillImage> backfillTo(TagReference target) {
    return Optional.ofNullable(backfillByTarget.get(target));
  }

  @Override
  public boolean isSupplementalTarget(TagReference tag) {
    return supplementalFor(tag).isPresent();
  }

  @Override
  public boolean isBackfillTarget(TagReference tag) {
    return backfillFrom(tag).isPresent();
  }

  /** The fingerprint of the claimed targets alone. */
  @Override
  public String fingerprint() {
    return Fingerprint.of(
        Stream.concat(
            supplementalByTag.keySet().stream().map(tag -> "supplemental " + tag),
            backfillByTag.keySet().stream().map(tag -> "backfill " + tag)));
  }

  /** The fingerprint of all sections. */
  public String contentFingerprint() {
    return Fingerprint.of(
        Stream.of(
                supplemental.stream(),
                backfill.stream(),
                art.inWords(),
                ignored.reasons().entrySet().stream().map(entry -> "ignored " + entry))
            .flatMap(lines -> lines));
  }

  @Override
  public String toString() {
    return "%d supplemental, %d backfill, %d ignored, %d ART rules"
        .formatted(supplemental.size(), backfill.size(), ignored.size(), art.size());
  }

  private boolean isIgnored(PullSpec source) {
    return ignored.reasonFor(source).isPresent();
  }

  private static <K, V> Map<K, V> index(List<V> entries, Function<V, K> key) {
    return entries.stream()
        .collect(Collectors.toUnmodifiableMap(key, Function.identity(), (first, second) -> first));
  }
}
