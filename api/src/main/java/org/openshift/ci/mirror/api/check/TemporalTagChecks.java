package org.openshift.ci.mirror.api.check;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.ReadLimiter;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.TagCheckWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagCheck;
import org.openshift.ci.mirror.model.TagReference;

/** Checks by a short workflow, because only workers reach registries and image streams. */
public final class TemporalTagChecks implements TagChecks {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** Before changed tags: a person waits. */
  private static final Priority PRIORITY = Priority.newBuilder().setPriorityKey(1).build();

  private final WorkflowClient client;
  private final TemporalFailures failures;
  private final ReadLimiter limiter;
  private final InstantSource clock;

  /**
   * Checks on behalf of anybody.
   *
   * @param limiter limits the checks a second: each is a workflow, and two reads of workers
   */
  public TemporalTagChecks(
      WorkflowClient client, TemporalFailures failures, ReadLimiter limiter, InstantSource clock) {
    this.client = client;
    this.failures = failures;
    this.limiter = limiter;
    this.clock = clock;
  }

  @Override
  public CheckEntry now(TagReference tag) {
    limiter.awaitTurn();
    Destination destination = Destination.mirror(tag);
    TagCheckWorkflow workflow =
        client.newWorkflowStub(
            TagCheckWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(MirrorMode.REAL.tagCheckId(destination))
                .setTaskQueue(MirrorMode.REAL.taskQueue())
                .setPriority(PRIORITY)
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
      Optional<StatusRuntimeException> status = TemporalFailures.statusOf(e);
      throw status.<RuntimeException>map(failures::explain).orElse(e);
    }
  }
}
