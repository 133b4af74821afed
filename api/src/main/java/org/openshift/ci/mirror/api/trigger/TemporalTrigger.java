package org.openshift.ci.mirror.api.trigger;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TagExecution;
import org.openshift.ci.mirror.api.temporal.TagExecutions;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagReference;

/** Triggers by Temporal signals. */
public final class TemporalTrigger implements MirrorTrigger {

  private final TagExecutions executions;
  private final WorkflowClient client;
  private final MirrorTaskStarter starter;
  private final TemporalFailures failures;
  private final WorkflowLinks links;
  private final Clock clock;

  public TemporalTrigger(
      TagExecutions executions,
      WorkflowClient client,
      TemporalFailures failures,
      WorkflowLinks links,
      Clock clock) {
    this.executions = executions;
    this.client = client;
    this.starter = new MirrorTaskStarter(client, MirrorMode.REAL, clock);
    this.failures = failures;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public Triggered trigger(TagReference tag) {
    List<TagExecution> open = executions.of(tag).stream().filter(TagExecution::open).toList();
    try {
      Optional<TagExecution> mirrorTask =
          open.stream().filter(TagExecution::isRealMirrorTask).findFirst();
      if (mirrorTask.isPresent()) {
        requireSameTag(mirrorTask.get(), tag);
        return startOrWake(tag, mirrorTask.get().runId());
      }
      for (TagExecution other : open) {
        if (other.isAbout(tag) && wake(other)) {
          return triggered(other.info().getExecution(), false);
        }
      }
      return startOrWake(tag, "");
    } catch (RuntimeException e) {
      throw TemporalFailures.statusOf(e).<RuntimeException>map(failures::explain).orElse(e);
    }
  }

  /** Signal-with-start, so that a task that ends this very moment is followed by another. */
  private Triggered startOrWake(TagReference tag, String openRunId) {
    WorkflowExecution execution = starter.startOrTrigger(MirrorTask.byHand(tag, clock.instant()));
    return triggered(execution, !execution.getRunId().equals(openRunId));
  }

  /** Whether it was still open to be woken. */
  private boolean wake(TagExecution execution) {
    try {
      client.newWorkflowStub(MirrorTaskWorkflow.class, execution.workflowId()).trigger();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private static void requireSameTag(TagExecution execution, TagReference tag) {
    if (!execution.isAbout(tag)) {
      throw ApiProblem.of(
          ApiProblem.Kind.CONFLICT,
          "%s and %s have the same tag at the target, and the task %s is about the latter; rename one"
              .formatted(tag, execution.tagName(), execution.workflowId()));
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
