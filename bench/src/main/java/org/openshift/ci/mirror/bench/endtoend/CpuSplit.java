package org.openshift.ci.mirror.bench.endtoend;

import java.util.List;
import java.util.OptionalDouble;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.measure.Figures;

/**
 * Splits the processor time of the service into that of the worker and that of Temporal.
 *
 * @param worker the clock of the worker
 * @param temporal the clock of Temporal
 * @param workerBefore the reading of the worker's clock at the beginning
 * @param temporalBefore the reading of Temporal's clock at the beginning
 */
record CpuSplit(
    CpuClock worker,
    CpuClock temporal,
    OptionalDouble workerBefore,
    OptionalDouble temporalBefore) {

  static CpuSplit begin(MirrorService service) {
    CpuClock worker = CpuClock.ofRunning(List.of(service.worker()));
    CpuClock temporal = CpuClock.ofRunning(List.of(service.temporal()));
    return new CpuSplit(worker, temporal, worker.seconds(), temporal.seconds());
  }

  /** The processor time since the beginning, for the progress line. */
  String since() {
    return "cpu-seconds: worker %s, Temporal %s"
        .formatted(difference(workerBefore, worker), difference(temporalBefore, temporal));
  }

  private static String difference(OptionalDouble before, CpuClock clock) {
    OptionalDouble now = clock.seconds();
    return now.isPresent() && before.isPresent()
        ? Figures.number(now.getAsDouble() - before.getAsDouble())
        : Figures.NONE;
  }
}
