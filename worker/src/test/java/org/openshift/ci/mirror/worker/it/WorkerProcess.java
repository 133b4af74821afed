package org.openshift.ci.mirror.worker.it;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.worker.WorkerMain;

/**
 * The worker in a process of its own, with 256 MiB of heap: for tests that kill, freeze or measure
 * it, set its environment, read its exit status or the format of its log, test its start and stop,
 * or run several in one Temporal namespace.
 */
final class WorkerProcess extends TestWorker {

  private static final Path JAR = Path.of("target", "ci-images-mirror-worker.jar");

  /** The classes of the jar alone, before its dependencies are packed into it. */
  private static final Path CLASSES = Path.of("target", "ci-images-mirror-worker.jar.original");

  private final Path log;
  private final List<String> flags;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> program;
  private Process process;

  WorkerProcess(Path log, List<String> flags) {
    this(log, AotCache.flags(CLASSES), flags);
  }

  WorkerProcess(Path log, List<String> jvmFlags, List<String> flags) {
    this.log = log;
    this.program = fromClasses(jvmFlags);
    this.flags = List.copyOf(flags);
  }

  /** Sets an environment variable. */
  WorkerProcess environment(String name, Path value) {
    return environment(name, value.toString());
  }

  /** Sets an environment variable. */
  WorkerProcess environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs the jar, as users do. */
  WorkerProcess runJar() {
    program = fromJar();
    return this;
  }

  /** The command line that runs the worker's program, without its arguments. */
  static List<String> program() {
    return fromClasses(AotCache.flags(CLASSES));
  }

  private static List<String> fromJar() {
    return java(Stream.of("-jar", JAR.toString()));
  }

  /**
   * Loading classes out of the jars within the jar would double the processor time of a start, and
   * a worker that lives for seconds would spend most of it on the optimizing compiler.
   */
  private static List<String> fromClasses(List<String> jvmFlags) {
    String dependencies =
        Stream.of(System.getProperty("surefire.test.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("classes") && !entry.endsWith("-tests.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return java(
        Stream.concat(
            Stream.concat(Stream.of("-XX:TieredStopAtLevel=1"), jvmFlags.stream()),
            Stream.of(
                "-cp", CLASSES + File.pathSeparator + dependencies, WorkerMain.class.getName())));
  }

  private static List<String> java(Stream<String> arguments) {
    String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.concat(
            Stream.of(
                program, "-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
            arguments)
        .toList();
  }

  @Override
  WorkerProcess start() {
    super.start();
    return this;
  }

  @Override
  void launch() {
    process =
        Processes.start(log, Stream.concat(program.stream(), flags.stream()).toList(), environment);
  }

  void kill() {
    Processes.kill(process);
  }

  @Override
  boolean isRunning() {
    return process.isAlive();
  }

  /** Kills it if it does not end in time. */
  @Override
  boolean stopped(Duration within) {
    process.destroy();
    return Processes.ended(process, within);
  }

  /** Waits until it ends by itself, and returns its exit status. */
  int awaitExit(Duration within) {
    Await.until("the worker ends", within, () -> !process.isAlive(), this::log);
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  @Override
  String log() {
    return Processes.read(log);
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }

  @Override
  void awaitEnd() {
    // It was killed.
  }
}
