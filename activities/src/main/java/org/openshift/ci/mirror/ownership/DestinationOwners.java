package org.openshift.ci.mirror.ownership;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.SupplementalImage;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * Says who owns a destination now, from which source and at which digest. {@link OwnershipRules}
 * has the order of the rules.
 */
public final class DestinationOwners {

  /** Cached for a pair of configuration and rules, as it is needed often. */
  private record InForce(MirroringConfig config, WatchRules watchRules, OwnershipRules rules) {}

  private final Supplier<MirroringConfig> config;
  private final Supplier<WatchRules> watchRules;
  private final TagInventory inventory;
  private final Endpoints endpoints;
  private volatile InForce inForce;

  /**
   * The owners by these rules.
   *
   * @param config gives the configuration in force; {@link MirroringConfig#empty()} without a file
   * @param watchRules gives the watch rules in force: the same object while they do not change
   */
  public DestinationOwners(
      Supplier<MirroringConfig> config,
      Supplier<WatchRules> watchRules,
      TagInventory inventory,
      Endpoints endpoints) {
    this.config = config;
    this.watchRules = watchRules;
    this.inventory = inventory;
    this.endpoints = endpoints;
  }

  /**
   * What a destination should hold, by the rules in force and by image streams that are read after
   * this call began.
   *
   * @throws TagInventoryException when the image streams cannot be read
   */
  public Claim claimOf(Destination destination) {
    OwnershipRules rules = ownershipRules();
    TagReference tag = destination.tag();
    if (destination.backfill()) {
      return rules.backfill(tag);
    }
    List<TagReference> deciding = rules.deciding(tag);
    Map<TagReference, TagChange> seen = new HashMap<>();
    if (!deciding.isEmpty()) {
      inventory.look(deciding).forEach(one -> seen.put(one.tag(), one));
    }
    return rules.mirror(tag, seen::get);
  }

  /**
   * All claims of one kind: every entry of {@code supplementalCIImages} or {@code
   * qciToAppCIImages}, in the order of the configuration, or every tag that {@code artImages}
   * matches or that is watched. Each is what {@link #claimOf} gives. A destination with another
   * owner is only in that owner's list; an entry that is ignored has a claim without owner here.
   *
   * @throws TagInventoryException when the image streams cannot be listed
   */
  public List<Claim> list(SweepKind kind) {
    OwnershipRules rules = ownershipRules();
    return switch (kind) {
      case SUPPLEMENTAL ->
          rules.config().supplemental().stream()
              .map(SupplementalImage::target)
              // Skips an ignored entry whose target another rule claims.
              .filter(target -> rules.deciding(target).isEmpty())
              .map(target -> rules.mirror(target, DestinationOwners::notRead))
              .toList();
      case BACKFILL -> rules.config().backfill().stream().map(rules::backfill).toList();
      case ART ->
          rules.config().art().size() == 0
              ? List.of()
              : ofStreams(rules)
                  .filter(claim -> rules.config().art().matches(claim.tag()))
                  .filter(claim -> claim.owner() == MirrorOwner.ART || isIgnored(claim))
                  .toList();
      case RESYNC ->
          ofStreams(rules).filter(claim -> claim.owner() == MirrorOwner.DISTRIBUTOR).toList();
    };
  }

  /** The version of the rules in force, to compare workers by; cheap. */
  public RulesVersion rulesVersion() {
    return ownershipRules().version();
  }

  /** The claims of all existing tags that a rule asks for, or would if they were not ignored. */
  private Stream<Claim> ofStreams(OwnershipRules rules) {
    Map<TagReference, TagChange> present =
        inventory
            .list(tag -> rules.ownerOf(tag).isPresent() || rules.config().art().matches(tag))
            .stream()
            .collect(
                Collectors.toMap(
                    TagChange::tag, tag -> tag, (one, other) -> one, LinkedHashMap::new));
    return present.keySet().stream()
        .map(tag -> rules.mirror(tag, one -> present.getOrDefault(one, TagChange.removed(one))))
        // Not the claim of another tag that has the same floating tag.
        .filter(claim -> present.containsKey(claim.tag()))
        .distinct();
  }

  private static boolean isIgnored(Claim claim) {
    return !claim.owned() && claim.problem().type() == MirrorErrorType.IGNORED;
  }

  private static TagChange notRead(TagReference tag) {
    throw new IllegalStateException("no rule asks for " + tag);
  }

  private OwnershipRules ownershipRules() {
    MirroringConfig configNow = config.get();
    WatchRules watchRulesNow = watchRules.get();
    InForce known = inForce;
    if (known == null || known.config() != configNow || known.watchRules() != watchRulesNow) {
      known =
          new InForce(
              configNow, watchRulesNow, new OwnershipRules(configNow, watchRulesNow, endpoints));
      inForce = known;
    }
    return known.rules();
  }
}
