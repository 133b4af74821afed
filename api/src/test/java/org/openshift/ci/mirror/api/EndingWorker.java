package org.openshift.ci.mirror.api;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.TagReference;

/** A worker whose mirror tasks end at once, on a task queue of its own. */
final class EndingWorker implements AutoCloseable {

  static final String DIGEST = "sha256:" + "f".repeat(64);
  static final String FAILING = "badly";
  static final String WHY = "the source is gone";

  private static final String QUEUE = "ending";
  private static final int DEADLINE_SECONDS = 60;

  private final WorkflowClient client;
  private final WorkerFactory factory;

  EndingWorker(WorkflowClient client) {
    this.client = client;
    factory = WorkerFactory.newInstance(client);
    factory.newWorker(QUEUE).registerWorkflowImplementationTypes(EndsAtOnce.class);
    factory.start();
  }

  /**
   * Runs a task for the tag to its end. It fails when the image stream is called {@link #FAILING}.
   */
  void end(TagReference tag) {
    Destination destination = Destination.mirror(tag);
    MirrorTaskWorkflow workflow =
        client.newWorkflowStub(
            MirrorTaskWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(MirrorMode.REAL.taskId(destination))
                .setTaskQueue(QUEUE)
                .setTypedSearchAttributes(
                    MirrorSearchAttributes.initial(destination, MirrorOwner.DISTRIBUTOR))
                .setMemo(MirrorMemo.initial(destination, Instant.now()))
                .build());
    WorkflowClient.start(workflow::mirror, MirrorTaskInput.first(destination, MirrorMode.REAL));
    WorkflowStub.fromTyped(workflow)
        .getResultAsync(DEADLINE_SECONDS, TimeUnit.SECONDS, MirrorResult.class)
        .handle((result, failure) -> result)
        .join();
  }

  /** The workflow, without the work. */
  public static final class EndsAtOnce implements MirrorTaskWorkflow {

    @Override
    public MirrorResult mirror(MirrorTaskInput input) {
      if (input.destination().tag().name().equals(FAILING)) {
        throw ApplicationFailure.newNonRetryableFailure(
            WHY, MirrorErrorType.SOURCE_MISSING.wireName());
      }
      return new MirrorResult(MirrorResult.Outcome.MIRRORED, DIGEST, 1, 42, null);
    }

    @Override
    public void trigger() {
      // Nothing to do: the workflow has ended.
    }

    @Override
    public void operatorRequest(OperatorRequest request) {
      // Likewise.
    }

    @Override
    public MirrorStatus status() {
      return new MirrorStatus(null, null, MirrorState.CHECKING, 0, null, null, null);
    }
  }

  @Override
  public void close() {
    factory.shutdownNow();
  }
}
