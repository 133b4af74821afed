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
 * The one place that says who owns a destination now, from which source, at which digest. {@link
 * Rulebook} has the order in which the rules are asked.
 */
public final class DestinationOwners {

  /** Made once for each pair of configuration and rules, as it is asked often. */
  private record InForce(MirroringConfig config, WatchRules rules, Rulebook rulebook) {}

  private final Supplier<MirroringConfig> config;
  private final Supplier<WatchRules> rules;
  private final TagInventory inventory;
  private final Endpoints endpoints;
  private volatile InForce inForce;

  /**
   * The owners by these rules.
   *
   * @param config gives the configuration in force; {@link MirroringConfig#empty()} where no file
   *     was given
   * @param rules gives the rules in force: the same object as long as they are the same
   */
  public DestinationOwners(
      Supplier<MirroringConfig> config,
      Supplier<WatchRules> rules,
      TagInventory inventory,
      Endpoints endpoints) {
    this.config = config;
    this.rules = rules;
    this.inventory = inventory;
    this.endpoints = endpoints;
  }

  /**
   * What a destination should hold, by the rules in force and by image streams that are read after
   * this was called.
   *
   * @throws TagInventoryException when they cannot be read now
   */
  public Claim claimOf(Destination destination) {
    Rulebook rulebook = rulebook();
    TagReference tag = destination.tag();
    if (destination.backfill()) {
      return rulebook.backfill(tag);
    }
    List<TagReference> deciding = rulebook.deciding(tag);
    Map<TagReference, TagChange> seen = new HashMap<>();
    if (!deciding.isEmpty()) {
      inventory.look(deciding).forEach(one -> seen.put(one.tag(), one));
    }
    return rulebook.mirror(tag, seen::get);
  }

  /**
   * A whole list, in the order of the configuration or of tags: every entry of {@code
   * supplementalCIImages} or {@code qciToAppCIImages}, every tag that {@code artImages} matches, or
   * every watched tag. {@link #claimOf} would say the same of each. What somebody else asks for is
   * in his list only; what nobody asks for, as its source is ignored, is in this one.
   *
   * @throws TagInventoryException when the image streams cannot be listed
   */
  public List<Claim> list(SweepKind kind) {
    Rulebook rulebook = rulebook();
    return switch (kind) {
      case SUPPLEMENTAL ->
          rulebook.config().supplemental().stream()
              .map(SupplementalImage::target)
              // Of an entry that is ignored, the image streams decide where somebody wants the tag.
              .filter(target -> rulebook.deciding(target).isEmpty())
              .map(target -> rulebook.mirror(target, DestinationOwners::notAsked))
              .toList();
      case BACKFILL -> rulebook.config().backfill().stream().map(rulebook::backfill).toList();
      case ART ->
          rulebook.config().art().size() == 0
              ? List.of()
              : ofStreams(rulebook)
                  .filter(claim -> rulebook.config().art().matches(claim.tag()))
                  .filter(claim -> claim.owner() == MirrorOwner.ART || isIgnored(claim))
                  .toList();
      case RESYNC ->
          ofStreams(rulebook).filter(claim -> claim.owner() == MirrorOwner.DISTRIBUTOR).toList();
    };
  }

  /** What is in force, to be compared between workers; cheap to ask. */
  public RulesVersion rulesVersion() {
    return rulebook().version();
  }

  /** Each tag that is wanted, or would be if it were not ignored, by its own name. */
  private Stream<Claim> ofStreams(Rulebook rulebook) {
    Map<TagReference, TagChange> present =
        inventory
            .list(tag -> rulebook.ownerOf(tag).isPresent() || rulebook.config().art().matches(tag))
            .stream()
            .collect(
                Collectors.toMap(
                    TagChange::tag, tag -> tag, (one, other) -> one, LinkedHashMap::new));
    return present.keySet().stream()
        .map(tag -> rulebook.mirror(tag, one -> present.getOrDefault(one, TagChange.removed(one))))
        // Not the claim of another tag that has the same place.
        .filter(claim -> present.containsKey(claim.tag()))
        .distinct();
  }

  private static boolean isIgnored(Claim claim) {
    return !claim.owned() && claim.problem().type() == MirrorErrorType.IGNORED;
  }

  private static TagChange notAsked(TagReference tag) {
    throw new IllegalStateException("nobody wants " + tag);
  }

  private Rulebook rulebook() {
    MirroringConfig configNow = config.get();
    WatchRules rulesNow = rules.get();
    InForce known = inForce;
    if (known == null || known.config() != configNow || known.rules() != rulesNow) {
      known = new InForce(configNow, rulesNow, new Rulebook(configNow, rulesNow, endpoints));
      inForce = known;
    }
    return known.rulebook();
  }
}
