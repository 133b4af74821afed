package org.openshift.ci.mirror.activity;

import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openshift.ci.mirror.cluster.TagInventory;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.mirroring.BackfillImage;
import org.openshift.ci.mirror.mirroring.MirroringConfig;
import org.openshift.ci.mirror.mirroring.SupplementalImage;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.MirrorPlaces;

/**
 * Where the entries of runs come from: the mirroring configuration, the rules that say what is
 * watched, and the image streams.
 */
public final class RunSources {

  private final Supplier<MirroringConfig> config;
  private final Supplier<WatchRules> rules;
  private final TagInventory inventory;
  private final MirrorPlaces places;

  /**
   * The sources.
   *
   * @param config gives the configuration in force
   * @param rules gives the rules in force
   */
  public RunSources(
      Supplier<MirroringConfig> config,
      Supplier<WatchRules> rules,
      TagInventory inventory,
      MirrorPlaces places) {
    this.config = config;
    this.rules = rules;
    this.inventory = inventory;
    this.places = places;
  }

  /**
   * All entries of a list.
   *
   * @param only the tags that count; empty for all
   */
  List<RunEntry> entries(RunKind kind, Collection<TagReference> only) {
    MirroringConfig now = config(kind);
    Set<TagReference> wanted = new HashSet<>(only);
    Stream<RunEntry> entries =
        switch (kind) {
          case SUPPLEMENTAL -> now.supplemental().stream().map(image -> supplemental(image, now));
          case BACKFILL -> now.backfill().stream().map(image -> backfill(image, now));
          case ART -> art(now);
          case RESYNC -> watched();
        };
    return entries.filter(entry -> wanted.isEmpty() || wanted.contains(entry.tag())).toList();
  }

  /** The present state of some entries of image stream tags, in their order. */
  List<TagChange> look(Collection<TagReference> tags) {
    return tags.isEmpty() ? List.of() : now(inventory.look(tags));
  }

  /** An entry of an image stream tag as it was seen. */
  RunEntry entry(RunKind kind, TagChange tag) {
    return RunEntry.of(kind.owner(), tag, places);
  }

  /** Which of these tags the list does not ask for any more. */
  List<TagReference> notWanted(RunKind kind, Collection<TagReference> tags) {
    if (tags.isEmpty()) {
      return List.of();
    }
    MirroringConfig now = config(kind);
    return switch (kind) {
      case SUPPLEMENTAL, BACKFILL ->
          without(
              tags,
              entries(kind, tags).stream()
                  .filter(entry -> entry.left() == null)
                  .map(RunEntry::tag));
      case ART -> {
        List<TagReference> matching =
            tags.stream()
                .filter(tag -> now.art().matches(tag) && now.ignored().reasonFor(tag).isEmpty())
                .toList();
        Stream<TagReference> present =
            look(matching).stream().filter(tag -> !tag.removed()).map(TagChange::tag);
        yield without(tags, present);
      }
      // The watch tells of what is not watched any more.
      case RESYNC -> List.of();
    };
  }

  /**
   * A worker that was started without a configuration must not take its absence for an empty list:
   * it would withdraw the tasks that another worker started. That one gets the work when it is
   * tried again.
   */
  private MirroringConfig config(RunKind kind) {
    MirroringConfig now = config.get();
    if (kind != RunKind.RESYNC && now == MirroringConfig.empty()) {
      throw ApplicationFailure.newFailure(
          "the list of %s is not known here: start every worker with --config"
              .formatted(kind.wireName()),
          "NoMirroringConfiguration");
    }
    return now;
  }

  private RunEntry supplemental(SupplementalImage image, MirroringConfig now) {
    RunEntry entry =
        new RunEntry(
            MirrorOwner.SUPPLEMENTAL,
            image.target(),
            image.source(),
            null,
            places.destination(image.target()),
            null,
            DestinationTags.problemOf(image.target()).orElse(null),
            null);
    return unlessIgnored(entry, now.ignored().reasonFor(image.source()));
  }

  private static RunEntry backfill(BackfillImage image, MirroringConfig now) {
    RunEntry entry =
        RunEntry.of(MirrorOwner.BACKFILL, image.target(), image.source(), image.destination());
    return unlessIgnored(entry, now.ignored().reasonFor(image.source()));
  }

  private Stream<RunEntry> art(MirroringConfig now) {
    if (now.art().size() == 0) {
      return Stream.of();
    }
    return now(inventory.list(now.art()::matches)).stream()
        .map(tag -> RunEntry.of(MirrorOwner.ART, tag, places))
        .map(entry -> unlessIgnored(entry, now.ignored().reasonFor(entry.tag())));
  }

  private Stream<RunEntry> watched() {
    return now(inventory.list(rules.get()::watches)).stream()
        .map(tag -> RunEntry.of(MirrorOwner.DISTRIBUTOR, tag, places));
  }

  private static List<TagChange> now(List<org.openshift.ci.mirror.cluster.TagChange> tags) {
    Instant at = Instant.now();
    return tags.stream()
        .map(tag -> new TagChange(tag.tag(), tag.digest(), at, tag.removed(), tag.problem()))
        .toList();
  }

  private static RunEntry unlessIgnored(RunEntry entry, Optional<String> reason) {
    return reason.isEmpty() ? entry : entry.leftAlone(RunSummary.IGNORED, null);
  }

  private static List<TagReference> without(
      Collection<TagReference> tags, Stream<TagReference> wanted) {
    Set<TagReference> keep = new HashSet<>(wanted.toList());
    return tags.stream().filter(tag -> !keep.contains(tag)).toList();
  }
}
