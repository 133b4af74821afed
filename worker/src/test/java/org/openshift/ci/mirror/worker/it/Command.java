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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openshift.ci.mirror.worker.EmbeddedWorker;

/**
 * The outcome of a command of the worker's program.
 *
 * @param status its exit status
 * @param output what it wrote to its standard output, where its log goes too
 * @param errors what it wrote to its standard error
 */
record Command(int status, String output, String errors) {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  /** Runs it to its end, in this JVM. */
  static Command run(String... arguments) {
    ThreadLog output = new ThreadLog();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    FutureTask<Integer> status =
        new FutureTask<>(
            () ->
                EmbeddedWorker.runCommand(
                    new PrintStream(output, true, StandardCharsets.UTF_8),
                    new PrintStream(errors, true, StandardCharsets.UTF_8),
                    arguments));
    var _ = output.start("main", status);
    try {
      return new Command(
          status.get(AT_MOST.toSeconds(), TimeUnit.SECONDS),
          output.text(),
          errors.toString(StandardCharsets.UTF_8));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(List.of(arguments) + ": " + output.text() + errors, e);
    }
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
