package org.openshift.ci.mirror.worker.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The outcome of a command, run in a process of its own.
 *
 * @param status its exit status
 * @param output what it wrote to its standard output
 * @param errors what it wrote to its standard error
 */
record CommandProcess(int status, String output, String errors) {

  private static final long AT_MOST_SECONDS = 60;

  /** Runs the command to its end. */
  static CommandProcess run(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(WorkerProcess.program());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(AT_MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still runs after " + AT_MOST_SECONDS + " s: " + command);
      }
      return new CommandProcess(
          process.exitValue(), Processes.read(output), Processes.read(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
