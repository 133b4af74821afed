package org.openshift.ci.mirror.api.temporal;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A Temporal frontend in this process that answers lists and counts as a test says. */
public final class FakeFrontend extends WorkflowServiceGrpc.WorkflowServiceImplBase
    implements AutoCloseable {

  private final Server server;
  private final ManagedChannel channel;
  private final WorkflowServiceStubs stubs;
  private final List<ListWorkflowExecutionsRequest> lists = new ArrayList<>();
  private final List<CountWorkflowExecutionsRequest> counts = new ArrayList<>();
  private final Function<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse> answer;

  public FakeFrontend(
      Function<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse> answer)
      throws IOException {
    this.answer = answer;
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(this).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
  }

  /** A gateway to it, with the given number of visibility reads a second and no waiting. */
  public TemporalGateway gateway(double readsPerSecond) {
    return new TemporalGateway(
        stubs,
        "default",
        new TemporalFailures("temporal.example:7233", "default"),
        new ReadLimiter(readsPerSecond, Duration.ZERO));
  }

  /** The list requests that arrived. */
  public List<ListWorkflowExecutionsRequest> lists() {
    return lists;
  }

  /** The count requests that arrived. */
  public List<CountWorkflowExecutionsRequest> counts() {
    return counts;
  }

  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
    observer.onNext(GetSystemInfoResponse.getDefaultInstance());
    observer.onCompleted();
  }

  @Override
  public void listWorkflowExecutions(
      ListWorkflowExecutionsRequest request,
      StreamObserver<ListWorkflowExecutionsResponse> observer) {
    lists.add(request);
    observer.onNext(answer.apply(request));
    observer.onCompleted();
  }

  @Override
  public void countWorkflowExecutions(
      CountWorkflowExecutionsRequest request,
      StreamObserver<CountWorkflowExecutionsResponse> observer) {
    counts.add(request);
    observer.onNext(CountWorkflowExecutionsResponse.newBuilder().setCount(42).build());
    observer.onCompleted();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    channel.shutdownNow();
    server.shutdownNow();
  }
}
