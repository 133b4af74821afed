package org.openshift.ci.mirror.bench.endtoend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.bench.program.Program;
import org.openshift.ci.mirror.bench.program.ServerProcess;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.testing.FreePorts;

/** A Temporal development server with its state in a file, as the scripts in hack/ start it. */
final class TemporalServer implements AutoCloseable {

  static final Program TEMPORAL = new Program("temporal", "hack/get-tools.sh gets it");

  private static final String NAMESPACE = "default";

  private final String address;
  private final WorkflowServiceStubs stubs;
  private final ServerProcess process;

  private TemporalServer(String address, WorkflowServiceStubs stubs, ServerProcess process) {
    this.address = address;
    this.stubs = stubs;
    this.process = process;
  }

  static TemporalServer start(Path folder) throws IOException, InterruptedException {
    Path program =
        TEMPORAL.find().orElseThrow(() -> new BenchException(TEMPORAL.absence().orElseThrow()));
    int port = FreePorts.next();
    String address = "127.0.0.1:" + port;
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      return new TemporalServer(
          address,
          stubs,
          ServerProcess.start(
              "temporal", folder, command(program, port, folder), () -> answers(stubs)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      stubs.shutdownNow();
      throw e;
    }
  }

  private static List<String> command(Path program, int port, Path folder) {
    return List.of(
        program.toString(),
        "server",
        "start-dev",
        "--headless",
        "--ip=127.0.0.1",
        "--port=" + port,
        "--namespace=" + NAMESPACE,
        "--db-filename=" + folder.resolve("temporal.db"),
        "--sqlite-pragma=journal_mode=WAL",
        "--sqlite-pragma=synchronous=NORMAL",
        "--log-level=error");
  }

  private static boolean answers(WorkflowServiceStubs stubs) {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  String address() {
    return address;
  }

  ProcessHandle handle() {
    return process.handle();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    process.close();
  }
}
