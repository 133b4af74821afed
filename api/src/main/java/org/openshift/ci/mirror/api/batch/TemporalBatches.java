package org.openshift.ci.mirror.api.batch;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.batch.v1.BatchOperationSignal;
import io.temporal.api.enums.v1.BatchOperationState;
import io.temporal.api.enums.v1.ResourceExhaustedCause;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import io.temporal.api.workflowservice.v1.DescribeBatchOperationRequest;
import io.temporal.api.workflowservice.v1.DescribeBatchOperationResponse;
import io.temporal.api.workflowservice.v1.StartBatchOperationRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.StatusUtils;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.OperatorRequest;

/**
 * Temporal's own batch operations: durable, paced by Temporal, and shown by its Web UI. Temporal
 * allows a namespace one at a time, unless it is configured otherwise.
 */
public final class TemporalBatches implements Batches {

  /** A tenth of the signals that a small Temporal takes, so that workers' own go on. */
  private static final float SIGNALS_PER_SECOND = 100;

  private static final String STATE_PREFIX = "BATCH_OPERATION_STATE_";

  private final TemporalGateway counts;
  private final WorkflowClient client;
  private final TemporalFailures failures;
  private final WorkflowLinks links;

  /** The batch that this process started last; empty for none. */
  private String last = "";

  /**
   * Batches of one namespace.
   *
   * @param counts counts tasks; its budget is for those who may write
   */
  public TemporalBatches(
      TemporalGateway counts,
      WorkflowClient client,
      TemporalFailures failures,
      WorkflowLinks links) {
    this.counts = counts;
    this.client = client;
    this.failures = failures;
    this.links = links;
  }

  @Override
  public long count(TaskQuery query) {
    return counts.count(query.text());
  }

  @Override
  public synchronized StartedBatch start(TaskQuery query, OperatorRequest request) {
    // Temporal counts running batches in its visibility, where a new one is missing at first.
    find(last)
        .filter(batch -> batch.state().equals(BatchProgress.RUNNING))
        .ifPresent(
            batch -> {
              throw conflict(
                  "the batch %s (%s) is running, %d of %d tasks are done; see /api/v1/batches/%s"
                      .formatted(
                          batch.id(), batch.reason(), batch.done(), batch.total(), batch.id()));
            });
    String id = UUID.randomUUID().toString();
    StartBatchOperationRequest batch =
        StartBatchOperationRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setJobId(id)
            .setVisibilityQuery(query.text())
            .setReason(request.inWords(request.action().wireName()))
            .setMaxOperationsPerSecond(SIGNALS_PER_SECOND)
            .setSignalOperation(
                BatchOperationSignal.newBuilder()
                    .setSignal(MirrorTaskWorkflow.OPERATOR_REQUEST)
                    .setInput(
                        DefaultDataConverter.newDefaultInstance().toPayloads(request).orElseThrow())
                    .setIdentity(client.getOptions().getIdentity()))
            .build();
    try {
      client.getWorkflowServiceStubs().blockingStub().startBatchOperation(batch);
    } catch (StatusRuntimeException e) {
      throw isOneTooMany(e)
          ? conflict(
              "another batch operation of this Temporal namespace is running; see "
                  + links.ofBatches())
          : failures.explain(e);
    }
    last = id;
    return new StartedBatch(id, links.ofBatch(id));
  }

  @Override
  public Optional<BatchProgress> find(String id) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          progress(
              client
                  .getWorkflowServiceStubs()
                  .blockingStub()
                  .describeBatchOperation(
                      DescribeBatchOperationRequest.newBuilder()
                          .setNamespace(client.getOptions().getNamespace())
                          .setJobId(id)
                          .build())));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw failures.explain(e);
    }
  }

  private BatchProgress progress(DescribeBatchOperationResponse batch) {
    String state = batch.getState().name().substring(STATE_PREFIX.length());
    return new BatchProgress(
        batch.getJobId(),
        state.toLowerCase(Locale.ROOT),
        batch.getTotalOperationCount(),
        batch.getCompleteOperationCount(),
        batch.getFailureOperationCount(),
        Times.instant(batch.getStartTime()),
        batch.getState() == BatchOperationState.BATCH_OPERATION_STATE_RUNNING
            ? null
            : Times.instant(batch.getCloseTime()),
        batch.getReason(),
        links.ofBatch(batch.getJobId()));
  }

  private static boolean isOneTooMany(StatusRuntimeException failure) {
    ResourceExhaustedFailure details =
        StatusUtils.getFailure(failure, ResourceExhaustedFailure.class);
    return details != null
        && details.getCause() == ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_CONCURRENT_LIMIT;
  }

  private static ApiProblem conflict(String why) {
    return ApiProblem.of(
        ApiProblem.Kind.CONFLICT,
        "nothing was triggered: " + why + ", and repeat this when it has ended");
  }
}
