package org.openshift.ci.mirror.bench.trial;

import java.io.IOException;
import org.openshift.ci.mirror.bench.measure.CpuClock;

/** One turn of a contestant. */
public interface Trial extends AutoCloseable {

  /**
   * Does the work; this is what is measured.
   *
   * @return how much was done, in the unit of the measurement
   * @throws BenchException when it failed
   */
  long perform() throws IOException, InterruptedException;

  /** The processor time of whatever does the work. */
  CpuClock cpuClock();

  /** What is worth knowing about the turn beside the figures, once it is done; else empty. */
  default String remark() {
    return "";
  }

  /** Gives up what was prepared; not measured. */
  @Override
  default void close() {}
}
