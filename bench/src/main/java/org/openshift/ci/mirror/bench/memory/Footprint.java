package org.openshift.ci.mirror.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openshift.ci.mirror.bench.trial.BenchException;

/**
 * Memory of a process, as Linux tells it.
 *
 * @param residentBytes what is in memory now
 * @param peakBytes the most that was
 */
public record Footprint(long residentBytes, long peakBytes) {

  /**
   * Of a running process.
   *
   * @throws BenchException where there is no {@code /proc}, or no such process
   */
  public static Footprint of(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return parse(Files.readString(status));
    } catch (IOException e) {
      throw new BenchException(status + " cannot be read; memory is measured on Linux only", e);
    }
  }

  /** From the text of {@code /proc/<pid>/status}; proc_pid_status(5) has the fields. */
  static Footprint parse(String status) {
    return new Footprint(bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
  }

  private static long bytes(String status, String field) {
    String value =
        status
            .lines()
            .filter(line -> line.startsWith(field))
            .findFirst()
            .orElseThrow(() -> new BenchException("no " + field + " in the process's status"))
            .substring(field.length())
            .replace("kB", "")
            .strip();
    return Long.parseLong(value) * 1024;
  }
}
