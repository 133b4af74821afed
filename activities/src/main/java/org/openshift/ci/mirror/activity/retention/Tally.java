package org.openshift.ci.mirror.activity.retention;

import java.util.Map;
import java.util.TreeMap;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.model.RetentionSummary;

/** Counts what becomes of date tags, from one to the next. Not thread safe. */
final class Tally {

  /** Tags that stay come in thousands between two that are removed. */
  private final Map<String, Integer> kept = new TreeMap<>();

  private RetentionSummary soFar;
  private String after;

  Tally(RetentionSummary soFar, String after) {
    this.soFar = soFar;
    this.after = after;
  }

  /** Tags without a place in the order stay. */
  void strangers(int count) {
    if (count > 0) {
      kept.merge(RetentionSummary.OTHER_DIGEST, count, Integer::sum);
    }
  }

  void kept(String tag, String reason) {
    kept.merge(reason, 1, Integer::sum);
    after = tag;
  }

  void wouldRemove(String tag) {
    soFar = soFar.plusWouldRemove(tag);
    after = tag;
  }

  void removed(String tag) {
    soFar = soFar.plusRemoved();
    after = tag;
  }

  /**
   * A tag could not be removed.
   *
   * @param note null for none
   */
  void failed(String tag, String reason, String note) {
    soFar = soFar.plusFailed(reason, 1, note);
    after = tag;
  }

  /** Adds a line to the summary. */
  void note(String note) {
    soFar = soFar.plusNote(note);
  }

  /** How far it has come. */
  RetentionPage page(boolean last) {
    if (!kept.isEmpty()) {
      soFar = soFar.plusKept(kept);
      kept.clear();
    }
    return new RetentionPage(after, last, soFar);
  }
}
