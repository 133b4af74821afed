package org.openshift.ci.mirror.api.trigger;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TagExecution;
import org.openshift.ci.mirror.api.temporal.TagExecutions;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.api.temporal.Turns;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.openshift.ci.mirror.model.TagReference;

/** Asks by Temporal signals, which stand in the histories of the tasks. */
public final class TemporalTrigger implements MirrorTrigger {

  /**
   * An image that must not be mirrored is to be parked before it comes, so that no task is open.
   */
  private static final Set<Action> STARTING = EnumSet.of(Action.TRIGGER, Action.PARK);

  private final TagExecutions executions;
  private final WorkflowClient client;
  private final MirrorTaskStarter starter;
  private final TemporalFailures failures;
  private final WorkflowLinks links;
  private final Turns turns;

  /**
   * Asks on behalf of those who may.
   *
   * @param turns how many requests are sent at a time
   */
  public TemporalTrigger(
      TagExecutions executions,
      WorkflowClient client,
      TemporalFailures failures,
      WorkflowLinks links,
      Turns turns,
      Clock clock) {
    this.executions = executions;
    this.client = client;
    this.starter = new MirrorTaskStarter(client, MirrorMode.REAL, clock);
    this.failures = failures;
    this.links = links;
    this.turns = turns;
  }

  @Override
  public Triggered ask(TagReference tag, OperatorRequest request) {
    return turns.take(() -> askNow(tag, request));
  }

  private Triggered askNow(TagReference tag, OperatorRequest request) {
    List<TagExecution> known = executions.of(tag);
    List<TagExecution> open = known.stream().filter(TagExecution::open).toList();
    try {
      Optional<TagExecution> mirrorTask =
          open.stream().filter(TagExecution::isRealMirrorTask).findFirst();
      if (mirrorTask.isPresent()) {
        requireSameTag(mirrorTask.get(), tag);
        if (request.action() == Action.TRIGGER) {
          return startOrTrigger(mirrorTask.get().destination(), request, mirrorTask.get().runId());
        }
      }
      for (TagExecution other : open) {
        if (other.isAbout(tag) && askOpen(other, request)) {
          return triggered(other.info().getExecution(), false);
        }
      }
      if (STARTING.contains(request.action())) {
        return startOrTrigger(usualDestination(tag, known), request, "");
      }
      throw noneOpen(tag, request.action());
    } catch (RuntimeException e) {
      throw failures.explained(e);
    }
  }

  /** The mirror, unless the tag's only tasks so far were backfills. */
  private static Destination usualDestination(TagReference tag, List<TagExecution> known) {
    List<Destination> real =
        known.stream()
            .filter(execution -> execution.mode() == MirrorMode.REAL)
            .map(TagExecution::destination)
            .toList();
    return real.equals(List.of(Destination.backfill(tag)))
        ? Destination.backfill(tag)
        : Destination.mirror(tag);
  }

  /** In one step, so that a task that ends at this moment is followed by a new one. */
  private Triggered startOrTrigger(
      Destination destination, OperatorRequest request, String openRunId) {
    MirrorOwner shownAs = destination.backfill() ? MirrorOwner.BACKFILL : MirrorOwner.DISTRIBUTOR;
    WorkflowExecution execution = starter.startOrTrigger(destination, shownAs, request);
    return triggered(execution, !execution.getRunId().equals(openRunId));
  }

  /** Asks the open task; false when it has ended meanwhile. */
  private boolean askOpen(TagExecution execution, OperatorRequest request) {
    try {
      client
          .newWorkflowStub(MirrorTaskWorkflow.class, execution.workflowId())
          .operatorRequest(request);
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private static ApiProblem noneOpen(TagReference tag, Action action) {
    return ApiProblem.of(
        ApiProblem.Kind.NOT_FOUND,
        ("no mirror task for %s is open, so there is none to %s; the report on the tag says how the"
                + " last one ended, and a trigger starts one")
            .formatted(tag, action.wireName()));
  }

  private void requireSameTag(TagExecution execution, TagReference tag) {
    if (!execution.isAbout(tag)) {
      throw ApiProblem.of(
          ApiProblem.Kind.CONFLICT,
          "%s and %s have the same tag at the target, and the open task %s is about the latter%s; ask that one, or rename one of them; see %s"
              .formatted(
                  tag,
                  execution.tagName(),
                  execution.workflowId(),
                  execution.problem().map(problem -> " (" + problem + ")").orElse(""),
                  links.of(execution.workflowId(), execution.runId())));
    }
  }

  private Triggered triggered(WorkflowExecution execution, boolean started) {
    return new Triggered(
        execution.getWorkflowId(),
        execution.getRunId(),
        links.of(execution.getWorkflowId(), execution.getRunId()),
        started);
  }
}
