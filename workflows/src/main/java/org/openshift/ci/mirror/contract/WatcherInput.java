package org.openshift.ci.mirror.contract;

import java.util.List;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The argument of the watcher.
 *
 * @param dryRun whether it belongs to a dry run
 * @param pending changes that the run before had accepted and not handed on
 * @param apart the tags of those among them that were in a batch which did not come to an end
 */
@WireRecord
public record WatcherInput(boolean dryRun, List<TagChange> pending, List<TagReference> apart) {

  public WatcherInput {
    pending = pending == null ? List.of() : List.copyOf(pending);
    apart = apart == null ? List.of() : List.copyOf(apart);
  }

  /** The argument of a new watcher. */
  public static WatcherInput first(MirrorMode mode) {
    return new WatcherInput(mode == MirrorMode.DRY_RUN, List.of(), List.of());
  }
}
