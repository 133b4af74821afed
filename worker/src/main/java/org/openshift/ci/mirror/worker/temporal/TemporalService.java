package org.openshift.ci.mirror.worker.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.connection.TemporalAccess;
import org.openshift.ci.mirror.worker.settings.CommandException;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to Temporal, which may start later than this process and be away for a while. */
public final class TemporalService implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TemporalService.class);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
  private static final int STATS_SECONDS = 10;

  private final TemporalAccess settings;
  private final Scope metrics;
  private final WorkflowServiceStubs service;
  private final WorkflowClientInterceptor[] around;

  /**
   * Connects at the first call.
   *
   * @param around are around the calls of the client
   * @throws SettingsException if a certificate or a key cannot be used
   */
  public TemporalService(
      TemporalAccess settings, MeterRegistry registry, WorkflowClientInterceptor... around) {
    this.settings = settings;
    this.around = around.clone();
    this.metrics =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(STATS_SECONDS));
    this.service =
        WorkflowServiceStubs.newServiceStubs(
            options(settings)
                // Most messages have some hundred bytes: compression costs more than it saves.
                .setGrpcCompression(GrpcCompression.NONE)
                .setMetricsScope(metrics)
                .build());
  }

  private static WorkflowServiceStubsOptions.Builder options(TemporalAccess settings) {
    try {
      return settings.stubs();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /** The stubs for direct calls to the service. */
  public WorkflowServiceStubs service() {
    return service;
  }

  /** Creates a client for the namespace of the settings. */
  public WorkflowClient client() {
    return WorkflowClient.newInstance(
        service,
        WorkflowClientOptions.newBuilder()
            .setNamespace(settings.namespace())
            .setIdentity("worker " + ManagementFactory.getRuntimeMXBean().getName())
            .setInterceptors(around)
            .build());
  }

  /**
   * Waits until Temporal answers, without a time limit.
   *
   * @param stop ends the wait when it is counted down to zero
   * @return whether Temporal answered
   * @throws CommandException if the namespace does not exist
   */
  public boolean awaitReady(CountDownLatch stop) throws InterruptedException {
    do {
      try {
        service
            .blockingStub()
            .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(settings.namespace()).build());
        return true;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
          throw new CommandException(
              CommandException.FAILED,
              "Temporal at %s has no namespace '%s': create it, or name another with"
                      .formatted(settings.address(), settings.namespace())
                  + " --temporal-namespace");
        }
        log.warn(
            "Temporal at {} does not answer yet ({}); trying again",
            settings.address(),
            e.getStatus().getCode());
      }
    } while (!stop.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS));
    return false;
  }

  @Override
  public void close() {
    service.shutdown();
    try {
      metrics.close();
    } catch (ScopeCloseException e) {
      log.debug("the metrics of the connection could not be closed", e);
    }
  }
}
