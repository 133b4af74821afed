package org.openshift.ci.mirror.worker.it;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.FreePorts;

/** A real Temporal server with its store in a file, so that it can be killed and restarted. */
final class TemporalProcess implements AutoCloseable {

  static final String DEFAULT_NAMESPACE = "default";

  private final Path folder;
  private final List<String> moreFlags;
  private final int port = FreePorts.next();
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
  private Process process;

  /**
   * Starts it.
   *
   * @param moreFlags flags of the server beside the usual ones
   */
  TemporalProcess(Path folder, String... moreFlags) {
    this.folder = folder;
    this.moreFlags = List.of(moreFlags);
    start();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  /**
   * One of its namespaces.
   *
   * @param name of a namespace that exists
   */
  TemporalNamespace namespace(String name) {
    return new TemporalNamespace(this, name);
  }

  void kill() {
    Processes.kill(process);
  }

  /** Stops it from answering, without closing its connections. */
  void freeze() {
    Processes.signal("STOP", process.pid());
  }

  void resume() {
    Processes.signal("CONT", process.pid());
  }

  /** Deletes the store of a server that was killed. */
  void loseStore() {
    for (Path file : store(folder)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Copies the store of a server that was killed to a folder. */
  void backUpStore(Path backup) {
    copy(store(folder), store(backup));
  }

  /** Puts back what {@link #backUpStore} copied, while the server does not run. */
  void restoreStore(Path backup) {
    loseStore();
    copy(store(backup), store(folder));
  }

  private static void copy(List<Path> from, List<Path> to) {
    for (int i = 0; i < from.size(); i++) {
      try {
        if (Files.exists(from.get(i))) {
          Files.copy(from.get(i), to.get(i));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The files of an SQLite database with a write-ahead log. */
  private static List<Path> store(Path folder) {
    return Stream.of("", "-wal", "-shm")
        .map(suffix -> folder.resolve("temporal.db" + suffix))
        .toList();
  }

  void start() {
    process =
        Processes.start(
            folder.resolve("temporal.log"),
            Stream.concat(
                    Stream.of(
                        Processes.find("temporal").toString(),
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip=127.0.0.1",
                        "--port=" + port,
                        "--db-filename=" + folder.resolve("temporal.db"),
                        "--sqlite-pragma=journal_mode=WAL",
                        "--sqlite-pragma=synchronous=NORMAL",
                        "--log-level=error"),
                    moreFlags.stream())
                .toList(),
            // It lives for minutes: collect garbage seldom.
            Map.of("GOGC", "400"));
    Await.until("Temporal answers", Duration.ofSeconds(60), this::answers, () -> process.isAlive());
  }

  private boolean answers() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(DEFAULT_NAMESPACE).build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    Processes.kill(process);
    loseStore();
  }
}
