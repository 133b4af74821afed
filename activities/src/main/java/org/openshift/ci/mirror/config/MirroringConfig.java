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
          new IgnoredSources(new Endpoints("", ""), Map.of()),
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

  // By the name at the target; of several, the first counts.
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

  /** The supplemental image that fills the tag's place at the target; its source is not ignored. */
  public Optional<SupplementalImage> supplementalFor(TagReference tag) {
    return Optional.ofNullable(supplementalByTag.get(tag.floatingTag()));
  }

  /** The supplemental image that would fill the tag's place if its source were not ignored. */
  public Optional<SupplementalImage> ignoredSupplementalFor(TagReference tag) {
    return Optional.ofNullable(ignoredSupplementalByTag.get(tag.floatingTag()));
  }

  /** The image that goes back from the tag's place at the target; its source is not ignored. */
  public Optional<BackfillImage> backfillFrom(TagReference tag) {
    return Optional.ofNullable(backfillByTag.get(tag.floatingTag()));
  }

  /** The image that goes back to this tag of the cluster, even if its source is ignored. */
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

  /** Of what is claimed; see {@link #contentFingerprint()}. */
  @Override
  public String fingerprint() {
    return Fingerprint.of(
        Stream.concat(
            supplementalByTag.keySet().stream().map(tag -> "supplemental " + tag),
            backfillByTag.keySet().stream().map(tag -> "backfill " + tag)));
  }

  /** The same text, in every process, for configurations that say the same in every section. */
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
