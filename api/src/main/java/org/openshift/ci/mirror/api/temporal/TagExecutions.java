package org.openshift.ci.mirror.api.temporal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagReference;

/** Finds the mirror tasks of one tag by their workflow ids, which are known without a search. */
public final class TagExecutions {

  private static final List<MirrorOwner> ID_KINDS =
      List.of(MirrorOwner.DISTRIBUTOR, MirrorOwner.BACKFILL);

  private final TemporalGateway temporal;

  public TagExecutions(TemporalGateway temporal) {
    this.temporal = temporal;
  }

  /**
   * The executions that exist, real ones first, and pushes to the mirror before backfills. They may
   * be about another tag with the same destination: see {@link TagExecution#isAbout}.
   */
  public List<TagExecution> of(TagReference tag) {
    List<TagExecution> found = new ArrayList<>();
    for (MirrorMode mode : MirrorMode.values()) {
      for (MirrorOwner owner : ID_KINDS) {
        temporal
            .describe(mode.taskId(task(owner, tag)))
            .ifPresent(info -> found.add(new TagExecution(mode, owner, info)));
      }
    }
    return found;
  }

  private static MirrorTask task(MirrorOwner owner, TagReference tag) {
    return new MirrorTask(owner, tag, null, null, null, Instant.EPOCH, null);
  }
}
