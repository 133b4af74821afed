package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;

/**
 * A Temporal namespace in which a worker has registered the search attributes.
 *
 * <p>A test gets one of its own at the shared server as a parameter, see {@link
 * TemporalNamespaces}.
 */
final class TestTemporal implements AutoCloseable {

  private final String address;
  private final String namespace;
  private final WorkflowServiceStubs stubs;

  /**
   * Registers the search attributes as a worker does when it starts.
   *
   * @param address of a server that has the namespace
   */
  TestTemporal(String address, String namespace) {
    this.address = address;
    this.namespace = namespace;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      registerSearchAttributes();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  String address() {
    return address;
  }

  String namespace() {
    return namespace;
  }

  WorkflowClient client() {
    return WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
  }

  ScheduleClient schedules() {
    return ScheduleClient.newInstance(
        stubs, ScheduleClientOptions.newBuilder().setNamespace(namespace).build());
  }

  private void registerSearchAttributes() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    try {
      operator
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putAllSearchAttributes(MirrorSearchAttributes.types())
                  .build());
    } finally {
      operator.shutdownNow();
    }
    await().until(this::searchable);
  }

  private boolean searchable() {
    try {
      client().countWorkflows("Stale=true AND ImageTag='x'");
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
