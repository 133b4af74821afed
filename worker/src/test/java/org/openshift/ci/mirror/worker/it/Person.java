package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskStarter.Urgency;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.TagReference;

/** Triggers tasks as a person can through the API, with no more knowledge than that person has. */
final class Person {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final WorkflowClient client;
  private final MirrorTaskStarter starter;

  Person(TemporalNamespace temporal) {
    client = temporal.client();
    starter = new MirrorTaskStarter(client, MirrorMode.REAL, Clock.systemUTC());
  }

  /** Triggers the task of the tag's destination at the target. */
  WorkflowExecution trigger(String tag) {
    return trigger(Destination.mirror(TagReference.parse(tag)));
  }

  /** Triggers the task of a destination, as if the distributor were its owner. */
  WorkflowExecution trigger(Destination destination) {
    return starter.startOrTrigger(destination, MirrorOwner.DISTRIBUTOR, Urgency.FRESH);
  }

  /** Waits for the end of a task. */
  MirrorResult resultOf(WorkflowExecution task) {
    try {
      return client
          .newUntypedWorkflowStub(
              WorkflowTargetOptions.newBuilder()
                  .setWorkflowId(task.getWorkflowId())
                  .setRunId(task.getRunId())
                  .build())
          .getResult(SOON.toSeconds(), TimeUnit.SECONDS, MirrorResult.class);
    } catch (TimeoutException e) {
      throw new AssertionError(task.getWorkflowId() + " did not end within " + SOON, e);
    }
  }

  /** When a waiting task makes its next attempt. */
  Optional<Instant> nextAttempt(String workflowId) {
    MirrorTaskWorkflow task = client.newWorkflowStub(MirrorTaskWorkflow.class, workflowId);
    return Optional.ofNullable(task.status().nextAttemptAt());
  }

  /** Triggers the task, and expects that it ends as withdrawn, for this reason. */
  void assertNobodyAsks(Destination destination, MirrorErrorType reason) {
    MirrorResult result = resultOf(trigger(destination));
    assertEquals(MirrorResult.Outcome.WITHDRAWN, result.outcome(), result::toString);
    assertEquals(reason, result.reason().type(), result::toString);
  }
}
