package org.openshift.ci.mirror.api.check;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.ReadLimiter;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.TagCheckWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagCheck;
import org.openshift.ci.mirror.model.TagReference;

/** Checks by a short workflow, because only workers reach registries and image streams. */
public final class TemporalTagChecks implements TagChecks {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final TemporalGateway temporal;
  private final WorkflowClient client;
  private final TemporalFailures failures;
  private final ReadLimiter limiter;
  private final InstantSource clock;

  /**
   * Checks on behalf of those who may.
   *
   * @param limiter limits the checks a second: each is a workflow, and two reads of workers
   */
  public TemporalTagChecks(
      TemporalGateway temporal,
      WorkflowClient client,
      TemporalFailures failures,
      ReadLimiter limiter,
      InstantSource clock) {
    this.temporal = temporal;
    this.client = client;
    this.failures = failures;
    this.limiter = limiter;
    this.clock = clock;
  }

  @Override
  public CheckEntry now(TagReference tag) {
    limiter.awaitTurn();
    MirrorMode mode = modeWithWorkers();
    Destination destination = Destination.mirror(tag);
    TagCheckWorkflow workflow =
        client.newWorkflowStub(
            TagCheckWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(mode.tagCheckId(destination))
                .setTaskQueue(mode.taskQueue())
                .setPriority(MirrorTaskStarter.Urgency.QUESTION.priority())
                // Several who ask for one tag, also at other replicas, share a check.
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowRunTimeout(ANSWER_WITHIN)
                .build());
    try {
      WorkflowClient.start(workflow::check, destination);
      TagCheck check =
          WorkflowStub.fromTyped(workflow)
              .getResult(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS, TagCheck.class);
      return CheckEntry.of(check, clock.instant());
    } catch (TimeoutException | WorkflowFailedException e) {
      throw ApiProblem.unavailable(
          ("no worker has compared %s within %d seconds; look whether workers run and can read image"
                  + " streams and registries (/readyz of a worker)")
              .formatted(tag, ANSWER_WITHIN.toSeconds()),
          e);
    } catch (RuntimeException e) {
      throw failures.explained(e);
    }
  }

  /** A dry run's workers read the same, and are asked where there are no others. */
  private MirrorMode modeWithWorkers() {
    boolean dryRunOnly =
        !temporal.hasWorkers(MirrorMode.REAL.taskQueue())
            && temporal.hasWorkers(MirrorMode.DRY_RUN.taskQueue());
    return MirrorMode.of(dryRunOnly);
  }
}
