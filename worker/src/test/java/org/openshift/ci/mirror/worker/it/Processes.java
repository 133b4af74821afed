package org.openshift.ci.mirror.worker.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.testing.Programs;

/** Starts, finds and ends processes for the tests. */
final class Processes {

  private Processes() {}

  /** Finds a program where hack/get-tools.sh puts it, or where it is installed. */
  static Path find(String program) {
    return Programs.find(program)
        .orElseThrow(
            () -> new IllegalStateException(program + " is not installed; run hack/get-tools.sh"));
  }

  /** Starts a program with its output and errors appended to a file. */
  static Process start(Path log, List<String> command) {
    return start(log, command, Map.of());
  }

  /** The same with some environment variables set. */
  static Process start(Path log, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal by name, such as STOP or CONT. */
  static void signal(String name, long pid) {
    try {
      int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " " + pid + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends a process with SIGKILL, and waits for its end. */
  static void kill(Process process) {
    process.destroyForcibly();
    if (!ended(process, Duration.ofSeconds(40))) {
      throw new IllegalStateException("a process did not end within 40 s of SIGKILL");
    }
  }

  /** Whether a process ends in time; it is killed if it does not. */
  static boolean ended(Process process, Duration within) {
    try {
      boolean ended = process.waitFor(within);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
