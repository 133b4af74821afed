package org.openshift.ci.mirror.api.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import org.openshift.ci.mirror.connection.TemporalAccess;

/** How this service connects to Temporal: lazily, and with short timeouts. */
public final class TemporalConnection {

  /** A client of this API waits this long before it learns that Temporal does not answer. */
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

  /** How often to reconnect to an absent Temporal. gRPC's own backoff grows to two minutes. */
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  private TemporalConnection() {}

  /**
   * Stubs that connect at their first call, so that the service can start without Temporal.
   *
   * @throws IllegalArgumentException if a certificate or a key cannot be used
   */
  public static WorkflowServiceStubs lazily(TemporalAccess temporal) {
    return WorkflowServiceStubs.newServiceStubs(
        temporal
            .stubs()
            .setRpcTimeout(CALL_LIMIT)
            .setSystemInfoTimeout(CALL_LIMIT)
            .setConnectionBackoffResetFrequency(RECONNECT)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder().setExpiration(CALL_LIMIT).validateBuildWithDefaults())
            .build());
  }

  /**
   * A client with this service's identity, which histories show beside its signals.
   *
   * @param around are around its calls
   */
  public static WorkflowClient client(
      WorkflowServiceStubs stubs, String namespace, WorkflowClientInterceptor... around) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setNamespace(namespace)
            .setIdentity("ci-images-mirror-api")
            .setInterceptors(around)
            .build());
  }
}
