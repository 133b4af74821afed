package org.openshift.ci.mirror.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openshift.ci.mirror.bench.trial.BenchException;

/**
 * The memory of a process, as Linux reports it.
 *
 * @param residentBytes resident memory now
 * @param peakBytes the largest resident memory so far
 */
public record Footprint(long residentBytes, long peakBytes) {

  /**
   * The memory of a running process.
   *
   * @throws BenchException if there is no {@code /proc}, or no such process
   */
  public static Footprint of(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return parse(Files.readString(status));
    } catch (IOException e) {
      throw new BenchException(status + " cannot be read; memory is measured on Linux only", e);
    }
  }

  /** Parses {@code /proc/<pid>/status}; its fields are described in proc_pid_status(5). */
  static Footprint parse(String status) {
    return new Footprint(bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
  }

  private static long bytes(String status, String field) {
    String value =
        status
            .lines()
            .filter(line -> line.startsWith(field))
            .findFirst()
            .orElseThrow(
                () -> new BenchException("the status of the process has no field " + field))
            .substring(field.length())
            .replace("kB", "")
            .strip();
    return Long.parseLong(value) * 1024;
  }
}
