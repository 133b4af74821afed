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

/** Processor time so far; the difference of two readings is what a turn used. */
@FunctionalInterface
public interface CpuClock {

  /** Seconds of user and system time; empty where the operating system does not tell. */
  OptionalDouble seconds();

  /** This process: compiler and garbage collector too, children not. */
  static CpuClock ofThisProcess() {
    return () -> {
      if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
          && system.getProcessCpuTime() >= 0) {
        return OptionalDouble.of(system.getProcessCpuTime() / 1e9);
      }
      return OptionalDouble.empty();
    };
  }

  /** All children of this process that have ended, and theirs; Linux only, to 10 ms. */
  static CpuClock ofEndedChildren() {
    return () -> {
      try {
        return OptionalDouble.of(ProcessStat.parse(Files.readString(Path.of("/proc/self/stat"))));
      } catch (IOException e) {
        return OptionalDouble.empty();
      }
    };
  }

  /** These running processes together. */
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
