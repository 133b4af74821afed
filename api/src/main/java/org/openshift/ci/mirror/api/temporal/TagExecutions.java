package org.openshift.ci.mirror.api.temporal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Finds the mirror tasks of one tag by their workflow ids, without a search. Temporal allows a
 * namespace some thousand such reads a second, and only ten searches.
 */
public final class TagExecutions {

  private final TemporalGateway temporal;
  private final Runnable turn;
  private final BooleanSupplier unusual;

  /**
   * Finds tasks on behalf of one group of clients.
   *
   * @param limiter limits for how many tags a second they may ask; each takes a read, or four
   * @param unusual whether to look for dry runs' tasks and backfills too: see {@link UnusualTasks}
   */
  public TagExecutions(TemporalGateway temporal, ReadLimiter limiter, BooleanSupplier unusual) {
    this(temporal, limiter::awaitTurn, unusual);
  }

  private TagExecutions(TemporalGateway temporal, Runnable turn, BooleanSupplier unusual) {
    this.temporal = temporal;
    this.turn = turn;
    this.unusual = unusual;
  }

  /** Finds all tasks of a tag, on behalf of clients who have waited for their turn already. */
  public static TagExecutions unlimited(TemporalGateway temporal) {
    return new TagExecutions(temporal, () -> {}, () -> true);
  }

  /**
   * The executions that exist: real ones before dry runs, and the mirror before backfills. They may
   * work on another tag with the same destination: see {@link TagExecution#isAbout}. Throws {@code
   * ApiProblem} when its clients ask for too many tags, or when Temporal cannot answer.
   */
  public List<TagExecution> of(TagReference tag) {
    turn.run();
    List<TagExecution> found = new ArrayList<>();
    if (!unusual.getAsBoolean()) {
      add(MirrorMode.REAL, Destination.mirror(tag), found);
      return found;
    }
    for (MirrorMode mode : MirrorMode.values()) {
      for (Destination destination : List.of(Destination.mirror(tag), Destination.backfill(tag))) {
        add(mode, destination, found);
      }
    }
    return found;
  }

  private void add(MirrorMode mode, Destination destination, List<TagExecution> found) {
    temporal
        .describeFully(mode.taskId(destination))
        .ifPresent(
            run ->
                found.add(
                    new TagExecution(
                        mode,
                        destination,
                        run.getWorkflowExecutionInfo(),
                        run.getPendingActivitiesList())));
  }
}
