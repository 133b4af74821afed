package org.openshift.ci.mirror.bench.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of Java processes, run by the same Java as this one. */
public final class JavaCommand {

  private JavaCommand() {}

  /**
   * Runs a jar.
   *
   * @param heap the largest heap, such as {@code 256m}; empty for Java's default
   */
  public static List<String> jar(String heap, Path jar, List<String> arguments) {
    return line(heap, List.of("-jar", jar.toString()), arguments);
  }

  /** Runs this program again, with other arguments. */
  public static List<String> self(String heap, Class<?> main, List<String> arguments) {
    String classPath = System.getProperty("java.class.path");
    String origin = main.getProtectionDomain().getCodeSource().getLocation().toString();
    // Spring Boot's jar holds its class path in itself, and only its own launcher reads that.
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
