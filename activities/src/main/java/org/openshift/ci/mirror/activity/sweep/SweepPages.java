package org.openshift.ci.mirror.activity.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.check.BulkDigests;
import org.openshift.ci.mirror.activity.check.Comparer;
import org.openshift.ci.mirror.activity.check.Comparison;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.activity.task.OpenTaskStore;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a sweep's list with its destinations, page by page. The list may be minutes old, which
 * does no harm: the tasks that it starts read for themselves what to do.
 */
public final class SweepPages {

  private static final Logger log = LoggerFactory.getLogger(SweepPages.class);

  private static final int PAGE = 250;
  private static final int LONGEST_NOTE = 400;
  private static final int CONCURRENT_ENTRIES = 32;

  private final SweepLists lists;
  private final Claims claims;
  private final Comparer comparer;
  private final OpenTaskStore tasks;
  private final MissingDateTags dateTags;
  private final Fanout comparing = new Fanout(CONCURRENT_ENTRIES);

  public SweepPages(
      DestinationOwners owners,
      Claims claims,
      Comparer comparer,
      BulkDigests bulk,
      OpenTaskStore tasks,
      MissingDateTags dateTags) {
    this.lists = new SweepLists(owners, bulk);
    this.claims = claims;
    this.comparer = comparer;
    this.tasks = tasks;
    this.dateTags = dateTags;
  }

  /**
   * Compares a page, and starts tasks for the entries that differ.
   *
   * @param fence proved before tasks are started, and before date tags are written
   */
  public SweepPage compare(SweepPageRequest request, Fence fence) {
    // A list by older rules may lack entries, and this sweep would not come back for them.
    claims.requireNewestRules();
    if (request.after() == null) {
      // Entries that were just changed or removed are checked, whatever their tasks wait for.
      request.only().forEach(tag -> tasks.trigger(Destination.of(request.kind().owner(), tag)));
    }
    SweepList list = lists.of(request);
    List<Claim> page = list.page(request.after(), PAGE);
    List<Comparison> found = comparing.map(page, claim -> comparer.compare(claim, list.targets()));
    fence.prove();
    List<Outcome> outcomes =
        comparing.map(
            IntStream.range(0, page.size()).boxed().toList(),
            i -> act(request.kind(), page.get(i), found.get(i), list, fence));
    boolean last = list.endsWith(page);
    if (last) {
      lists.forget(request);
    }
    return new SweepPage(last ? null : page.getLast().tag(), summary(outcomes));
  }

  /**
   * The outcome of an entry.
   *
   * @param reason why it is not mirrored now; null when it was equal or a task was started
   * @param note one line for a person; null when there is nothing to look at
   */
  private record Outcome(boolean equal, String reason, String note) {
    static final Outcome EQUAL = new Outcome(true, null, null);
    static final Outcome STARTED = new Outcome(false, null, null);

    static Outcome skipped(String reason, String note) {
      return new Outcome(false, reason, note);
    }
  }

  private Outcome act(SweepKind kind, Claim claim, Comparison found, SweepList list, Fence fence) {
    return switch (found) {
      case Comparison.Equal(Claim equal) -> {
        if (list.lacksDateTag(equal.digest())) {
          dateTags.add(equal, fence);
        }
        yield Outcome.EQUAL;
      }
      case Comparison.Unowned(Claim unowned) -> unowned(unowned);
      case Comparison.Differs(Claim differs) ->
          differs.problem() == null || differs.owner() == MirrorOwner.DISTRIBUTOR
              ? start(kind, differs)
              : failing(kind, differs, differs.problem());
      case Comparison.Unknown unknown when !unknown.atTarget() ->
          failing(kind, claim, new Problem(unknown.type(), unknown.message()));
      // While the target is down, this would start a task for every watched tag. Those that
      // changed have one from the watcher.
      case Comparison.Unknown unknown when claim.owner() == MirrorOwner.DISTRIBUTOR ->
          Outcome.skipped(reason(unknown.type(), true), claim.tag() + ": " + unknown.message());
      case Comparison.Unknown unknown -> start(kind, claim);
    };
  }

  /** An entry that cannot be mirrored now has a task that says why and tries again. */
  private Outcome failing(SweepKind kind, Claim claim, Problem problem) {
    return starting(
        claim,
        () -> {
          tasks.startFailing(
              Destination.of(kind.owner(), claim.tag()), claims.withRecipient(claim), problem);
          return Outcome.skipped(
              reason(problem.type(), false), claim.tag() + ": " + problem.message());
        });
  }

  private static Outcome unowned(Claim claim) {
    boolean ignored = claim.problem().type() == MirrorErrorType.IGNORED;
    return Outcome.skipped(
        ignored ? SweepSummary.IGNORED : reason(claim.problem().type(), false), null);
  }

  private Outcome start(SweepKind kind, Claim claim) {
    return starting(
        claim,
        () ->
            tasks.startUnlessOpen(Destination.of(kind.owner(), claim.tag()), claim)
                ? Outcome.STARTED
                : Outcome.skipped(SweepSummary.ALREADY_OPEN, null));
  }

  private static Outcome starting(Claim claim, Supplier<Outcome> start) {
    try {
      return start.get();
    } catch (RuntimeException e) {
      return Outcome.skipped(SweepSummary.NOT_STARTED, claim.tag() + ": " + e.getMessage());
    }
  }

  private static SweepSummary summary(List<Outcome> outcomes) {
    SortedMap<String, Integer> skipped = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    int equal = 0;
    int started = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.equal()) {
        equal++;
      } else if (outcome.reason() == null) {
        started++;
      } else {
        skipped.merge(outcome.reason(), 1, Integer::sum);
        if (outcome.note() != null) {
          log.warn("not mirrored by this sweep: {}", outcome.note());
          notes.add(shorten(outcome.note()));
        }
      }
    }
    return new SweepSummary(outcomes.size(), equal, started, 0, skipped, notes);
  }

  private static String shorten(String note) {
    return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE) + "…";
  }

  /**
   * As in {@code source_registry_unreachable}; without a prefix if the name already says the side.
   */
  private static String reason(MirrorErrorType type, boolean atTarget) {
    String name = type.name().toLowerCase(Locale.ROOT);
    boolean saysIt = name.startsWith("source_") || name.startsWith("destination_");
    return saysIt ? name : (atTarget ? "target_" : "source_") + name;
  }
}
