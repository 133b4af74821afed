package org.openshift.ci.mirror.activity.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.FencedWrites;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.contract.RetentionPageRequest;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.RepositoryTags;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes over the date tags of the target in alphabetical order, which is that of their days. One tag
 * is removed after the other, so that pushes keep the greatest part of what the target allows.
 */
public final class DateTagPages {

  static final int REMOVALS = 250;

  /** After this many refusals in a row the target is not asked again. */
  static final int MOST_REFUSALS = 5;

  private static final Logger log = LoggerFactory.getLogger(DateTagPages.class);

  private final CachedTags lists;
  private final DateTagRemover remover;
  private final RetentionSettings settings;
  private final Supplier<ConfiguredSources> configured;
  private final InstantSource clock;
  private final LongSupplier nanoClock;

  /**
   * The pages over a target's date tags.
   *
   * @param configured the images that the configuration names as sources now
   * @param nanoClock as {@link System#nanoTime()}
   */
  public DateTagPages(
      ImageRegistries registries,
      RepositoryTags repository,
      RetentionTarget target,
      RetentionSettings settings,
      Supplier<ConfiguredSources> configured,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.lists = new CachedTags(new TagLists(registries, repository, target), nanoClock);
    this.remover = new DateTagRemover(registries, repository, target);
    this.settings = settings;
    this.configured = configured;
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  /**
   * Handles a page. Nothing is removed unless the whole list of tags could be read.
   *
   * @param from how far the sweep has come: the page before, or an earlier attempt at this page
   * @param fence proved before each removal
   * @param reached is told how far the page has come, before each removal
   * @throws org.openshift.ci.mirror.registry.RegistryException when the target does not serve
   * @throws TagLists.IncompleteException when the list is not complete
   * @throws DateTagRemover.ImageLostException when the target removes images with their tags
   */
  RetentionPage handle(
      RetentionPageRequest request,
      RetentionPage from,
      Fence fence,
      Consumer<RetentionPage> reached) {
    int days = Math.max(settings.days(), request.days());
    boolean remove = settings.remove() && request.remove();
    CachedTags.Reading reading = lists.of(request.since());
    ListedTags tags = reading.tags();
    ConfiguredSources sources = configured.get();
    RetentionRule rule = new RetentionRule(tags, today(request), days, sources);
    Tally tally = tally(from, days, !remove, tags);
    sources.problem().ifPresent(problem -> sayNothingIsRemoved(problem, tally));
    WriteGuard guard = new FencedWrites(fence, nanoClock);
    int tried = 0;
    int refusals = 0;
    for (String tag : behind(from, tags)) {
      Optional<String> reason = rule.reasonToKeep(tag);
      if (reason.isPresent()) {
        tally.kept(tag, reason.get());
      } else if (!remove) {
        tally.wouldRemove(tag);
      } else if (refusals == MOST_REFUSALS) {
        tally.failed(tag, RetentionSummary.NOT_TRIED, null);
      } else if (tried == REMOVALS || (tried > 0 && isOutdated(reading, sources))) {
        return tally.page(false);
      } else {
        reached.accept(tally.page(false));
        tried++;
        switch (remover.remove(tag, rule.protector(tag), guard)) {
          case DateTagRemover.Outcome.Removed() -> {
            tally.removed(tag);
            refusals = 0;
          }
          case DateTagRemover.Outcome.Kept(String why) -> tally.kept(tag, why);
          case DateTagRemover.Outcome.Refused(String why, String note) -> {
            tally.failed(tag, why, note);
            refusals++;
          }
        }
      }
    }
    lists.forget(request.since());
    return tally.page(true);
  }

  /** Whether the next page is to read the list or the configuration anew. */
  private boolean isOutdated(CachedTags.Reading reading, ConfiguredSources sources) {
    return lists.isOld(reading) || !configured.get().equals(sources);
  }

  private static void sayNothingIsRemoved(String problem, Tally tally) {
    String note =
        "no date tag is removed while the configuration has an error, because it may name an image that it is to keep; correct it: "
            + problem;
    log.warn("{}", note);
    tally.note(note);
  }

  /** By the clock of Temporal and that of this machine; if one is wrong, the earlier day counts. */
  private LocalDate today(RetentionPageRequest request) {
    Instant now = clock.instant();
    Instant earlier = request.since().isBefore(now) ? request.since() : now;
    return LocalDate.ofInstant(earlier, ZoneOffset.UTC);
  }

  private static Tally tally(RetentionPage from, int days, boolean dryRun, ListedTags tags) {
    if (from.soFar() != null) {
      return new Tally(from.soFar(), from.after());
    }
    Tally tally = new Tally(RetentionSummary.none(days, dryRun), null);
    tally.strangers(tags.strangers().size());
    return tally;
  }

  private static SortedSet<String> behind(RetentionPage from, ListedTags tags) {
    return from.after() == null ? tags.dateTags() : tags.dateTags().tailSet(from.after() + "\0");
  }
}
