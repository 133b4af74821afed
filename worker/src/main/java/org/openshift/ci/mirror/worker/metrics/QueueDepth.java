package org.openshift.ci.mirror.worker.metrics;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.MirrorMode;

/**
 * Counts open mirror tasks for the metrics, every 15 seconds. Temporal serves ten visibility reads
 * a second per namespace, and its Web UI and the API need most of them.
 */
public final class QueueDepth implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(15);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final WorkflowServiceStubs service;
  private final String namespace;
  private final MirrorMode mode;
  private final WorkerMetrics metrics;
  private final Duration period;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("queue-depth").factory());

  private ScheduledFuture<?> ticks;
  private volatile String problem;

  public QueueDepth(
      WorkflowServiceStubs service, String namespace, MirrorMode mode, WorkerMetrics metrics) {
    this(service, namespace, mode, metrics, PERIOD);
  }

  QueueDepth(
      WorkflowServiceStubs service,
      String namespace,
      MirrorMode mode,
      WorkerMetrics metrics,
      Duration period) {
    this.service = service;
    this.namespace = namespace;
    this.mode = mode;
    this.metrics = metrics;
    this.period = period;
  }

  /** Begins to count; {@link #close} ends it. */
  public void start() {
    ticks = timer.scheduleWithFixedDelay(this::read, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why Temporal did not answer the last count; empty when it did. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private void read() {
    try {
      metrics.openTasks(
          service
              .blockingStub()
              .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
              .countWorkflowExecutions(
                  CountWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery(OpenTaskMetrics.query(mode))
                      .build())
              .getCount());
      problem = null;
    } catch (StatusRuntimeException e) {
      metrics.openTasks(-1);
      // A limit of its reads says that it works.
      problem =
          e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
              ? null
              : "Temporal does not answer (%s)".formatted(e.getStatus().getCode());
    } catch (RuntimeException | Error e) {
      // Would end the timer.
      metrics.openTasks(-1);
      problem = "the open tasks at Temporal cannot be counted (%s)".formatted(e);
    }
  }

  @Override
  public void close() {
    if (ticks != null) {
      ticks.cancel(true);
    }
    timer.shutdownNow();
  }
}
