package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.testing.Await;

/** The worker as its users run it: the jar, in a process of its own, with 256 MiB of heap. */
final class WorkerProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "ci-images-mirror-worker.jar");

  private final Path log;
  private final List<String> command = new ArrayList<>();
  private Process process;

  WorkerProcess(Path log, List<String> flags) {
    this.log = log;
    command.addAll(java());
    command.addAll(flags);
  }

  /**
   * The command line that runs the jar, without its arguments. A worker that lives for seconds
   * would spend most of its processor time on the optimizing compiler.
   */
  static List<String> java() {
    String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        program, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString());
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

  /** Waits until it ends by itself; its exit status. */
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

  /** How often a text stands in its log. */
  int count(String text) {
    Matcher matcher = Pattern.compile(Pattern.quote(text)).matcher(log());
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /**
   * Waits until a text stands so often in its log, which tells of a thing just after it is done.
   */
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
