package org.openshift.ci.mirror.bench.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.bench.trial.BenchException;

/** Starts other processes with the Java of this process. */
public final class JavaCommand {

  private JavaCommand() {}

  /**
   * The command line that runs a jar.
   *
   * @param heap the largest heap, such as {@code 256m}; empty for Java's default
   */
  public static List<String> jar(String heap, Path jar, List<String> arguments) {
    return line(heap, List.of("-jar", jar.toString()), arguments);
  }

  /**
   * Runs this program with other arguments, and waits for its end.
   *
   * @param heap the largest heap, such as {@code 256m}
   * @param output the file for standard output and standard error
   * @return the lines of the output
   * @throws BenchException if its exit status is not 0
   */
  public static List<String> runSelf(
      String heap, Class<?> main, List<String> arguments, Path output)
      throws IOException, InterruptedException {
    int status =
        new ProcessBuilder(self(heap, main, arguments))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    List<String> lines = Files.readAllLines(output);
    if (status != 0) {
      throw new BenchException(
          "'%s' in a process of its own ended with status %d: %s"
              .formatted(arguments.getFirst(), status, lines.isEmpty() ? "" : lines.getLast()));
    }
    return lines;
  }

  private static List<String> self(String heap, Class<?> main, List<String> arguments) {
    String classPath = System.getProperty("java.class.path");
    String origin = main.getProtectionDomain().getCodeSource().getLocation().toString();
    // Spring Boot's jar contains its class path, and only its own launcher can read that.
    boolean inBootJar = origin.startsWith("jar:nested:");
    return line(
        heap,
        inBootJar ? List.of("-jar", classPath) : List.of("-cp", classPath, main.getName()),
        arguments);
  }

  private static List<String> line(String heap, List<String> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!heap.isEmpty()) {
      command.add("-Xmx" + heap);
    }
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }
}
