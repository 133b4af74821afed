package org.openshift.ci.mirror.contract;

import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The argument of a sweep.
 *
 * @param dryRun whether its tasks plan instead of pushing
 * @param only the entries to look at; empty for all
 * @param carried the state of the run before; null in the first run
 */
@WireRecord
public record SweepInput(boolean dryRun, List<TagReference> only, Carried carried) {

  public SweepInput {
    only = only == null ? List.of() : List.copyOf(only);
  }

  /**
   * The state that continue-as-new carries over.
   *
   * @param since when the sweep began; its list is not older than that
   * @param after the last entry that was looked at
   * @param soFar the summary of the pages so far
   */
  @WireRecord
  public record Carried(Instant since, TagReference after, SweepSummary soFar) {}

  /** The argument of a sweep over the whole list. */
  public static SweepInput all(MirrorMode mode) {
    return only(mode, List.of());
  }

  /** The argument of a sweep over these entries, or over the whole list when there are none. */
  public static SweepInput only(MirrorMode mode, List<TagReference> entries) {
    return new SweepInput(mode == MirrorMode.DRY_RUN, entries, null);
  }
}
