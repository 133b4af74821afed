package org.openshift.ci.mirror.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Processor time so far; the difference between two readings is what a trial used. */
@FunctionalInterface
public interface CpuClock {

  /** Seconds of user and system time; empty if the operating system does not provide it. */
  OptionalDouble seconds();

  /** This process, with compiler and garbage collector, without child processes. */
  static CpuClock ofThisProcess() {
    return () -> {
      if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
          && system.getProcessCpuTime() >= 0) {
        return OptionalDouble.of(system.getProcessCpuTime() / 1e9);
      }
      return OptionalDouble.empty();
    };
  }

  /** All descendants of this process that have ended. Linux only; accurate to 10 ms. */
  static CpuClock ofEndedChildren() {
    return () -> {
      try {
        return OptionalDouble.of(ProcessStat.parse(Files.readString(Path.of("/proc/self/stat"))));
      } catch (IOException e) {
        return OptionalDouble.empty();
      }
    };
  }

  /** The sum over these running processes. */
  static CpuClock ofRunning(List<ProcessHandle> processes) {
    return () -> {
      Duration sum = Duration.ZERO;
      for (ProcessHandle process : processes) {
        Optional<Duration> used = process.info().totalCpuDuration();
        if (used.isEmpty()) {
          return OptionalDouble.empty();
        }
        sum = sum.plus(used.get());
      }
      return OptionalDouble.of(sum.toNanos() / 1e9);
    };
  }
}
