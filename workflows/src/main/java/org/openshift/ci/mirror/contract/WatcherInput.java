package org.openshift.ci.mirror.contract;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The argument of the watcher.
 *
 * @param dryRun whether the watcher belongs to a dry run
 * @param fresh changed tags that the run before did not hand on
 * @param listed listed tags that the run before did not hand on
 */
@WireRecord
public record WatcherInput(boolean dryRun, List<TagReference> fresh, List<TagReference> listed) {

  public WatcherInput {
    fresh = fresh == null ? List.of() : List.copyOf(fresh);
    listed = listed == null ? List.of() : List.copyOf(listed);
  }

  /** The argument of a new watcher. */
  public static WatcherInput first(MirrorMode mode) {
    return new WatcherInput(mode == MirrorMode.DRY_RUN, List.of(), List.of());
  }
}
