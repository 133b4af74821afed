package org.openshift.ci.mirror.bench.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.openshift.ci.mirror.bench.trial.BenchException;

/** A server that runs in a process of its own during a trial. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final int SHOWN_LINES = 3;

  private final String name;
  private final Path log;
  private final Process process;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @param folder the folder for its log
   * @param answers whether the server answers; called repeatedly
   * @throws BenchException if it ends, or does not answer within 90 seconds; the message has the
   *     end of its log
   */
  public static ServerProcess start(
      String name, Path folder, List<String> command, BooleanSupplier answers)
      throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ServerProcess server = new ServerProcess(name, log, process);
    try {
      server.awaitAnswer(answers);
      return server;
    } catch (InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void awaitAnswer(BooleanSupplier answers) throws InterruptedException {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (!answers.getAsBoolean()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(deadline)) {
        throw new BenchException(name + " did not start; its last output: " + lastOutput());
      }
    }
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The last lines of its log, joined to one line and without stack traces. */
  public String lastOutput() {
    try {
      List<String> lines =
          Files.readAllLines(log).stream().filter(line -> !line.startsWith("\tat ")).toList();
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Kills the server; its state is not needed, so there is no orderly shutdown. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
