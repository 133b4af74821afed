package org.openshift.ci.mirror.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a sweep.
 *
 * @param lookedAt entries of the list that were looked at: the sum of equal, started and skipped
 * @param equal entries whose destination has the source's digest
 * @param started mirror tasks that were started, or triggered because the source for which they
 *     waited can be read
 * @param withdrawn open tasks that were triggered because their destination should hold another
 *     image by now, or none
 * @param skipped entries that are not mirrored now, counted by reason; where the reason is a
 *     failure, an open task shows it and tries again
 * @param notes one line for each of the first entries that need somebody's attention
 */
@WireRecord
public record SweepSummary(
    int lookedAt,
    int equal,
    int started,
    int withdrawn,
    SortedMap<String, Integer> skipped,
    List<String> notes) {

  /** The entry's destination has an open task, which reads for itself what to do. */
  public static final String ALREADY_OPEN = "already_open";

  /** An entry of {@code ignoredSources} excludes the entry's source. */
  public static final String IGNORED = "ignored";

  /** The source image does not exist. */
  public static final String SOURCE_MISSING = "source_missing";

  /** Temporal refused the entry's task; the next sweep tries again. */
  public static final String NOT_STARTED = "not_started";

  /** Keeps the result readable in the Web UI. */
  private static final int MAX_NOTES = 20;

  public SweepSummary {
    skipped =
        skipped == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    notes = notes == null ? List.of() : notes.stream().limit(MAX_NOTES).toList();
  }

  /** The summary of a sweep that begins. */
  public static SweepSummary none() {
    return new SweepSummary(0, 0, 0, 0, null, null);
  }

  /** The sum of both. */
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

  /** This summary with more withdrawn tasks. */
  public SweepSummary withWithdrawn(int count) {
    return new SweepSummary(lookedAt, equal, started, withdrawn + count, skipped, notes);
  }

  /** One line for the log. */
  public String line() {
    int left = skipped.values().stream().mapToInt(Integer::intValue).sum();
    return "looked at %d: %d equal, %d started, %d skipped%s, %d withdrawn"
        .formatted(lookedAt, equal, started, left, left == 0 ? "" : " " + reasons(), withdrawn);
  }

  private String reasons() {
    return skipped.entrySet().stream().map(Map.Entry::toString).toList().toString();
  }
}
