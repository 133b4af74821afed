package org.openshift.ci.mirror.api.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;

/** How this service connects to Temporal: at the first use, and with a person waiting. */
public final class TemporalConnection {

  /** After this long a person gets an answer that says Temporal does not answer. */
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

  /** How soon a Temporal that came back is noticed. gRPC's own backoff grows to two minutes. */
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  private TemporalConnection() {}

  /**
   * Stubs that connect when they are first used, so that the service starts without Temporal.
   *
   * @param address {@code host:port} of the frontend
   */
  public static WorkflowServiceStubs lazily(String address) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(address)
            .setRpcTimeout(CALL_LIMIT)
            .setSystemInfoTimeout(CALL_LIMIT)
            .setConnectionBackoffResetFrequency(RECONNECT)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder().setExpiration(CALL_LIMIT).validateBuildWithDefaults())
            .build());
  }

  /** A client whose signals the history shows as this service's. */
  public static WorkflowClient client(WorkflowServiceStubs stubs, String namespace) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setNamespace(namespace)
            .setIdentity("ci-images-mirror-api")
            .build());
  }
}
