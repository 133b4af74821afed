package org.openshift.ci.mirror.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.BackfillImage;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.SupplementalImage;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.watchrules.Fingerprint;
import org.openshift.ci.mirror.watchrules.WatchRule;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * Decides by one version of configuration and watch rules, given the content of the image streams.
 *
 * <p>The order of the rules for a floating tag: an entry of {@code supplementalCIImages}; an entry
 * of {@code qciToAppCIImages} whose source it is, so that no rule may write it; then, for each
 * image stream tag that shares it, the flag that ignores tags, the watch rules, and {@code
 * artImages}. If several such tags are wanted and exist, they are in conflict.
 */
final class OwnershipRules {

  private final MirroringConfig config;
  private final WatchRules rules;
  private final Endpoints endpoints;
  private final RulesVersion version;

  OwnershipRules(MirroringConfig config, WatchRules rules, Endpoints endpoints) {
    this.config = config;
    // Just after a change, the rules may still have the claims of the previous configuration.
    this.rules = rules.withClaims(config);
    this.endpoints = endpoints;
    this.version = version(config, rules, endpoints);
  }

  private static RulesVersion version(
      MirroringConfig config, WatchRules rules, Endpoints endpoints) {
    // A fingerprint that workers of several versions compare, so these words must not change.
    String flags =
        "%s MirrorPlaces[sourceRegistry=%s, targetRepository=%s]"
            .formatted(
                rules.flagsFingerprint(), endpoints.sourceRegistry(), endpoints.targetRepository());
    String configuration =
        config == MirroringConfig.empty()
            ? RulesVersion.NO_CONFIGURATION + " " + Fingerprint.of(Stream.of("flags " + flags))
            : Fingerprint.of(Stream.of("flags " + flags, "file " + config.contentFingerprint()));
    String all =
        Fingerprint.of(
            Stream.of(
                "flags " + flags,
                "configuration " + configuration,
                "inputs " + rules.testInputsFingerprint()));
    return new RulesVersion(configuration, all);
  }

  RulesVersion version() {
    return version;
  }

  MirroringConfig config() {
    return config;
  }

  /** The owner for which this tag is mirrored if it exists; other tags are not considered. */
  Optional<MirrorOwner> ownerOf(TagReference tag) {
    WatchRule rule = rules.decide(tag).rule();
    if (rule.watched()) {
      return Optional.of(MirrorOwner.DISTRIBUTOR);
    }
    // A tag that another section lists by name does not match artImages.
    return rule != WatchRule.IGNORED
            && config.art().matches(tag)
            && config.ignored().reasonFor(tag).isEmpty()
        ? Optional.of(MirrorOwner.ART)
        : Optional.empty();
  }

  /** The image stream tags whose content decides: all wanted ones that share the floating tag. */
  List<TagReference> deciding(TagReference tag) {
    return config.claims(tag)
        ? List.of()
        : TagConflicts.candidates(tag).stream().filter(one -> ownerOf(one).isPresent()).toList();
  }

  /**
   * What the tag's floating tag should hold.
   *
   * @param streams gives the content of the image streams for each of {@link #deciding}
   */
  Claim mirror(TagReference tag, Function<TagReference, TagChange> streams) {
    Optional<SupplementalImage> supplemental = config.supplementalFor(tag);
    if (supplemental.isPresent()) {
      return supplemental(supplemental.get());
    }
    if (config.backfillFrom(tag).isPresent()) {
      return Claim.nobody(tag, Reasons.sourceOfBackfill(tag, config.backfillFrom(tag).get()));
    }
    List<TagReference> wanted = deciding(tag);
    List<TagReference> existing = new ArrayList<>();
    for (TagReference candidate : wanted) {
      if (!streams.apply(candidate).removed()) {
        existing.add(candidate);
      }
    }
    if (existing.isEmpty()) {
      return Claim.nobody(tag, wanted.contains(tag) ? Reasons.gone(tag) : notWanted(tag));
    }
    // The requested tag comes first if it exists and is wanted.
    TagReference claimant = existing.getFirst();
    Problem conflict = existing.size() > 1 ? TagConflicts.conflict(existing) : null;
    return ofStream(streams.apply(claimant), conflict);
  }

  /** What the tag at the registry of the image streams should hold. */
  Claim backfill(TagReference tag) {
    return config
        .backfillTo(tag)
        .map(this::backfill)
        .orElseGet(() -> Claim.nobody(tag, Reasons.noBackfill(tag)));
  }

  Claim backfill(BackfillImage image) {
    return config
        .ignored()
        .reasonFor(image.source())
        .map(
            reason ->
                Claim.nobody(image.target(), Reasons.ignored(image.source().toString(), reason)))
        .orElseGet(
            () ->
                new Claim(
                    MirrorOwner.BACKFILL,
                    image.target(),
                    image.source().toString(),
                    image.source().sha256Digest().orElse(null),
                    image.destination().toString(),
                    null));
  }

  private Claim supplemental(SupplementalImage image) {
    Problem problem = FloatingTag.problemOf(image.target()).orElse(null);
    return new Claim(
        MirrorOwner.SUPPLEMENTAL,
        image.target(),
        image.source().toString(),
        problem == null ? image.source().sha256Digest().orElse(null) : null,
        endpoints.destination(image.target()),
        problem);
  }

  private Claim ofStream(TagChange seen, Problem conflict) {
    TagReference tag = seen.tag();
    Problem problem =
        FloatingTag.problemOf(tag).orElse(conflict != null ? conflict : seen.problem());
    String source =
        seen.digest() == null
            ? endpoints.sourceByTag(tag)
            : endpoints.sourceByDigest(tag, seen.digest());
    return new Claim(
        ownerOf(tag).orElseThrow(),
        tag,
        source,
        problem == null ? seen.digest() : null,
        endpoints.destination(tag),
        problem);
  }

  /** Why no rule asks for the tag. */
  private Problem notWanted(TagReference tag) {
    Optional<SupplementalImage> ignoredEntry = config.ignoredSupplementalFor(tag);
    if (ignoredEntry.isPresent()) {
      PullSpec source = ignoredEntry.get().source();
      return Reasons.ignored(source.toString(), config.ignored().reasonFor(source).orElseThrow());
    }
    if (rules.decide(tag).rule() == WatchRule.IGNORED) {
      return Reasons.ignoredByFlag(rules.decide(tag));
    }
    return config
        .ignored()
        .reasonFor(tag)
        .filter(reason -> config.art().matches(tag))
        .map(reason -> Reasons.ignored(endpoints.sourceByTag(tag), reason))
        .orElseGet(() -> Reasons.notWatched(rules.decide(tag)));
  }
}
