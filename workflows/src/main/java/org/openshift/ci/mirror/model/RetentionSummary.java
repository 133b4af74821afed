package org.openshift.ci.mirror.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a retention sweep.
 *
 * @param days the age in days above which date tags are removed
 * @param dryRun whether nothing was to be removed
 * @param lookedAt date tags at the target: the sum of all counts below
 * @param kept date tags that stay, by reason
 * @param wouldRemove in a dry run, date tags that would be removed
 * @param removed date tags that were removed
 * @param failed date tags that could not be removed, by reason
 * @param notes one line for each of the first tags that would be removed or could not be, and why
 *     none was removed
 */
@WireRecord
public record RetentionSummary(
    int days,
    boolean dryRun,
    int lookedAt,
    SortedMap<String, Integer> kept,
    int wouldRemove,
    int removed,
    SortedMap<String, Integer> failed,
    List<String> notes) {

  /** Not older than the given number of days. */
  public static final String YOUNG = "young";

  /** The newest date tag of a digest that another tag, such as a floating tag, points to. */
  public static final String IN_USE = "in_use";

  /** The configuration names its digest, or the tag itself, as a source. */
  public static final String CONFIGURED = "configured";

  /** The configuration has an error, so it may name this tag's image as a source. */
  public static final String CONFIG_INVALID = "config_invalid";

  /** It points to another digest than the one in its name, so it is not a tag of this service. */
  public static final String OTHER_DIGEST = "other_digest";

  /** The newest date tag of its digest is no longer at the target, so this one has to stay. */
  public static final String NEWEST_MISSING = "newest_missing";

  /** It was gone before it could be removed. */
  public static final String GONE = "gone";

  /** Not tried, because the target refused to remove several others. */
  public static final String NOT_TRIED = "not_tried";

  /** Keeps the result readable in the Web UI. */
  private static final int MAX_NOTES = 20;

  public RetentionSummary {
    kept = sorted(kept);
    failed = sorted(failed);
    notes = notes == null ? List.of() : notes.stream().limit(MAX_NOTES).toList();
  }

  private static SortedMap<String, Integer> sorted(SortedMap<String, Integer> counts) {
    return counts == null
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** The summary of a sweep that begins. */
  public static RetentionSummary none(int days, boolean dryRun) {
    return new RetentionSummary(days, dryRun, 0, null, 0, 0, null, null);
  }

  /** This summary with one more date tag that stays. */
  public RetentionSummary plusKept(String reason) {
    return plusKept(Map.of(reason, 1));
  }

  /** This summary with more date tags that stay, by reason. */
  public RetentionSummary plusKept(Map<String, Integer> counts) {
    int more = counts.values().stream().mapToInt(Integer::intValue).sum();
    return new RetentionSummary(
        days, dryRun, lookedAt + more, plus(kept, counts), wouldRemove, removed, failed, notes);
  }

  /** This summary with one more date tag that would be removed. */
  public RetentionSummary plusWouldRemove(String tag) {
    return new RetentionSummary(
        days, dryRun, lookedAt + 1, kept, wouldRemove + 1, removed, failed, noted(tag));
  }

  /** This summary with one more date tag that was removed. */
  public RetentionSummary plusRemoved() {
    return new RetentionSummary(
        days, dryRun, lookedAt + 1, kept, wouldRemove, removed + 1, failed, notes);
  }

  /**
   * This summary with more date tags that could not be removed.
   *
   * @param note null for none
   */
  public RetentionSummary plusFailed(String reason, int count, String note) {
    return new RetentionSummary(
        days,
        dryRun,
        lookedAt + count,
        kept,
        wouldRemove,
        removed,
        plus(failed, Map.of(reason, count)),
        note == null ? notes : noted(note));
  }

  /** This summary with another note, unless it has the same one already. */
  public RetentionSummary plusNote(String note) {
    return notes.contains(note)
        ? this
        : new RetentionSummary(
            days, dryRun, lookedAt, kept, wouldRemove, removed, failed, noted(note));
  }

  private static SortedMap<String, Integer> plus(
      SortedMap<String, Integer> counts, Map<String, Integer> more) {
    SortedMap<String, Integer> sum = new TreeMap<>(counts);
    more.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
    return sum;
  }

  private List<String> noted(String note) {
    if (notes.size() >= MAX_NOTES) {
      return notes;
    }
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return more;
  }

  /** One line for the log. */
  public String line() {
    return "looked at %d date tags: %d kept%s, %d %s, %d failed%s"
        .formatted(
            lookedAt,
            sum(kept),
            reasons(kept),
            dryRun ? wouldRemove : removed,
            dryRun ? "would be removed (dry run)" : "removed",
            sum(failed),
            reasons(failed));
  }

  private static int sum(SortedMap<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String reasons(SortedMap<String, Integer> counts) {
    return counts.isEmpty() ? "" : " " + counts.entrySet();
  }
}
