package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.worker.EmbeddedWorker;

/**
 * The outcome of a command of the worker's program.
 *
 * @param status its exit status
 * @param output what it wrote to its standard output
 * @param errors what it wrote to its standard error, and its log
 */
record Command(int status, String output, String errors) {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  /** Runs it to its end, in this JVM. */
  static Command run(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ThreadLog errors = new ThreadLog();
    AtomicInteger status = new AtomicInteger();
    Thread command =
        errors.start(
            "main",
            () ->
                status.set(
                    EmbeddedWorker.runCommand(
                        new PrintStream(output, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        arguments)));
    try {
      assertTrue(command.join(AT_MOST), () -> "still runs: " + List.of(arguments) + errors.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Command(status.get(), output.toString(StandardCharsets.UTF_8), errors.text());
  }

  /** Runs it to its end, in a process of its own. */
  static Command runProcess(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(WorkerProcess.program());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertTrue(Processes.ended(process, AT_MOST), () -> "still ran: " + command);
    return new Command(process.exitValue(), Processes.read(output), Processes.read(errors));
  }
}
