package org.openshift.ci.mirror.bench.program;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.testing.Programs;

/**
 * A program on the {@code PATH}.
 *
 * @param name the name of its file
 * @param hint how to get it
 */
public record Program(String name, String hint) {

  private static final int SHOWN_OUTPUT = 600;

  /** The path of its file; empty if it is not installed. */
  public Optional<Path> find() {
    return Programs.find(name);
  }

  /** Why it cannot be run here, and how to get it; empty if it can. */
  public Optional<String> absence() {
    return find().isPresent()
        ? Optional.empty()
        : Optional.of("%s is not on the PATH (%s)".formatted(name, hint));
  }

  /**
   * The output of one run.
   *
   * @param text standard output
   * @param log standard error
   */
  public record Output(String text, String log) {}

  /**
   * Runs the program and returns its output.
   *
   * @param folder a folder for temporary files with the output
   * @throws BenchException if its exit status is not 0; the message has the end of the output
   */
  public Output run(Path folder, List<String> arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, name, ".out");
    Path errors = Files.createTempFile(folder, name, ".err");
    try {
      int status =
          new ProcessBuilder(commandLine(arguments))
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start()
              .waitFor();
      if (status != 0) {
        throw new BenchException(
            "'%s %s' ended with status %d: %s"
                .formatted(
                    name,
                    end(String.join(" ", arguments)),
                    status,
                    end(Files.readString(errors) + Files.readString(output))));
      }
      return new Output(Files.readString(output), Files.readString(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /** Its name and the first line that it prints for these arguments; empty if it cannot be run. */
  public Optional<String> version(String... arguments) {
    Optional<Path> path = find();
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      Process process =
          new ProcessBuilder(commandLine(List.of(arguments))).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
      String line = output.lines().findFirst().orElse("").replace(path.get() + " ", "").strip();
      return Optional.of(line.startsWith(name) ? line : name + " " + line);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<String> commandLine(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(find().orElseThrow(() -> new BenchException(absence().orElse(name))).toString());
    command.addAll(arguments);
    return command;
  }

  private static String end(String text) {
    String stripped = text.strip();
    return stripped.length() <= SHOWN_OUTPUT
        ? stripped
        : "…" + stripped.substring(stripped.length() - SHOWN_OUTPUT);
  }
}
