package org.openshift.ci.mirror.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run found; its result.
 *
 * @param lookedAt entries of its list that it looked at: the sum of those equal, started, skipped
 * @param equal how many have their source's digest at the destination
 * @param started how many mirror tasks were started
 * @param withdrawn open tasks that were told to look again, as their destination should hold
 *     something else by now, or nothing
 * @param skipped how many entries were left alone, by reason
 * @param notes one line for each of the first entries that somebody should look at
 */
@WireRecord
public record SweepSummary(
    int lookedAt,
    int equal,
    int started,
    int withdrawn,
    SortedMap<String, Integer> skipped,
    List<String> notes) {

  /** A task is open for the entry's destination, and finds out by itself. */
  public static final String ALREADY_OPEN = "already_open";

  /** The list asks for it, and an entry of {@code ignoredSources} forbids it. */
  public static final String IGNORED = "ignored";

  /** The source image does not exist. */
  public static final String SOURCE_MISSING = "source_missing";

  /** Temporal did not take the entry's task; the next run tries again. */
  public static final String NOT_STARTED = "not_started";

  /** The result stands in the Web UI, so that it should stay readable. */
  private static final int MOST_NOTES = 20;

  public SweepSummary {
    skipped =
        skipped == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    notes = notes == null ? List.of() : notes.stream().limit(MOST_NOTES).toList();
  }

  /** Nothing was looked at yet. */
  public static SweepSummary none() {
    return new SweepSummary(0, 0, 0, 0, null, null);
  }

  /** Both together. */
  public SweepSummary plus(SweepSummary other) {
    SortedMap<String, Integer> bothSkipped = new TreeMap<>(skipped);
    other.skipped.forEach((reason, count) -> bothSkipped.merge(reason, count, Integer::sum));
    List<String> bothNotes = new ArrayList<>(notes);
    bothNotes.addAll(other.notes);
    return new SweepSummary(
        lookedAt + other.lookedAt,
        equal + other.equal,
        started + other.started,
        withdrawn + other.withdrawn,
        bothSkipped,
        bothNotes);
  }

  /** With so many open tasks that were withdrawn. */
  public SweepSummary withWithdrawn(int count) {
    return new SweepSummary(lookedAt, equal, started, withdrawn + count, skipped, notes);
  }

  /** One line for a log. */
  public String line() {
    int left = skipped.values().stream().mapToInt(Integer::intValue).sum();
    return "looked at %d: %d equal, %d started, %d skipped%s, %d withdrawn"
        .formatted(lookedAt, equal, started, left, left == 0 ? "" : " " + reasons(), withdrawn);
  }

  private String reasons() {
    return skipped.entrySet().stream().map(Map.Entry::toString).toList().toString();
  }
}
