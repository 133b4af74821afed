package org.openshift.ci.mirror.bench.trial;

import java.io.IOException;
import org.openshift.ci.mirror.bench.measure.CpuClock;

/** One run of a tool on one fixture. */
public interface Trial extends AutoCloseable {

  /**
   * Does the job; this is what is measured.
   *
   * @return how much was done, in units of the measurement, such as tags
   * @throws BenchException if it failed
   */
  long perform() throws IOException, InterruptedException;

  /** The processor time of all processes that do the work. */
  CpuClock cpuClock();

  /** Further information about the finished trial, for the progress line; may be empty. */
  default String remark() {
    return "";
  }

  /** Releases what was prepared; not measured. */
  @Override
  default void close() {}
}
