package org.openshift.ci.mirror.api.temporal;

import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagReference;

/** Finds the mirror tasks of one tag by their workflow ids, without a search. */
public final class TagExecutions {

  private final TemporalGateway temporal;

  public TagExecutions(TemporalGateway temporal) {
    this.temporal = temporal;
  }

  /**
   * The executions that exist: real ones before dry runs, and the mirror before backfills. They may
   * work on another tag with the same destination: see {@link TagExecution#isAbout}.
   */
  public List<TagExecution> of(TagReference tag) {
    List<TagExecution> found = new ArrayList<>();
    for (MirrorMode mode : MirrorMode.values()) {
      for (Destination destination : List.of(Destination.mirror(tag), Destination.backfill(tag))) {
        temporal
            .describe(mode.taskId(destination))
            .ifPresent(info -> found.add(new TagExecution(mode, destination, info)));
      }
    }
    return found;
  }
}
