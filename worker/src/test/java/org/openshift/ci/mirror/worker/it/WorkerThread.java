package org.openshift.ci.mirror.worker.it;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.worker.EmbeddedWorker;

/**
 * A worker in the JVM of the tests, for those that need no process of their own: neither a JVM nor
 * cold code costs processor time. A Temporal namespace has at most one, since workers are told
 * apart by their processes.
 */
final class WorkerThread extends TestWorker {

  private final String[] flags;
  private final ThreadLog log = new ThreadLog();
  private final EmbeddedWorker worker = new EmbeddedWorker();
  private Thread thread;

  WorkerThread(List<String> flags) {
    this.flags = flags.toArray(String[]::new);
  }

  @Override
  WorkerThread start() {
    super.start();
    return this;
  }

  @Override
  void launch() {
    PrintStream errors = new PrintStream(log, true, StandardCharsets.UTF_8);
    thread = log.start("worker", () -> worker.run(errors, flags));
  }

  @Override
  boolean isRunning() {
    return thread.isAlive();
  }

  @Override
  boolean stopped(Duration within) {
    var _ = log.start("shutdown", worker::close);
    return ended(within);
  }

  private boolean ended(Duration within) {
    try {
      return thread.join(within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  String log() {
    return log.text();
  }

  @Override
  public void close() {
    if (thread != null && isRunning()) {
      var _ = log.start("shutdown", worker::close);
    }
  }

  @Override
  void awaitEnd() {
    if (thread != null && !ended(Duration.ofSeconds(40))) {
      throw new AssertionError("a worker did not end: " + List.of(thread.getStackTrace()) + log());
    }
  }
}
