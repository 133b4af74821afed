package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.worker.WorkerMain;

/** The worker in a process of its own, with 256 MiB of heap. */
final class WorkerProcess implements AutoCloseable {

  private static final String JAR = Path.of("target", "ci-images-mirror-worker.jar").toString();

  private final Path log;
  private final List<String> command = new ArrayList<>();
  private Process process;

  WorkerProcess(Path log, List<String> flags) {
    this.log = log;
    command.addAll(fromClasses());
    command.addAll(flags);
  }

  /** Runs the jar, as users do. */
  WorkerProcess runJar() {
    List<String> flags = command.subList(fromClasses().size(), command.size());
    List<String> whole = Stream.concat(fromJar().stream(), flags.stream()).toList();
    command.clear();
    command.addAll(whole);
    return this;
  }

  /** The command line that runs the jar, without its arguments. */
  static List<String> fromJar() {
    return java("-jar", JAR);
  }

  /**
   * The command line that runs the classes of the jar, without its arguments: loading them out of
   * the jars within the jar would double the processor time of a start.
   */
  static List<String> fromClasses() {
    String classPath =
        Stream.of(System.getProperty("surefire.test.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return java("-cp", classPath, WorkerMain.class.getName());
  }

  /**
   * A worker that lives for seconds would spend most of its processor time on the optimizing
   * compiler.
   */
  private static List<String> java(String... arguments) {
    String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.concat(
            Stream.of(
                program,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"),
            Stream.of(arguments))
        .toList();
  }

  /** Starts it and waits until it serves. */
  WorkerProcess start() {
    launch();
    int before = count("INFO  MirrorWorker - ready");
    Await.until(
        "the worker is ready",
        Duration.ofSeconds(60),
        () -> count("INFO  MirrorWorker - ready") > before || !process.isAlive(),
        this::log);
    if (!process.isAlive()) {
      throw new AssertionError("the worker ended: " + log());
    }
    return this;
  }

  /** Starts it without waiting. */
  void launch() {
    process = Processes.start(log, command);
  }

  void kill() {
    Processes.end(process, true);
  }

  /** Stops it as a service manager does. */
  void stop() {
    Processes.end(process, false);
  }

  /** Waits until it ends by itself, and returns its exit status. */
  int awaitExit(Duration within) {
    Await.until("the worker ends", within, () -> !process.isAlive(), this::log);
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  String log() {
    return Processes.read(log);
  }

  /** How often its log contains a text. */
  int count(String text) {
    Matcher matcher = Pattern.compile(Pattern.quote(text)).matcher(log());
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /** Waits until its log contains a text this often: a line is written just after its event. */
  void awaitCount(int times, String text, Duration within) {
    Await.until(times + " × " + text, within, () -> count(text) >= times, this::log);
    assertEquals(times, count(text), log());
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }
}
