package org.openshift.ci.mirror.bench.endtoend;

import java.util.List;
import java.util.OptionalDouble;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.measure.Figures;

/**
 * Which part of the service the processor time goes to.
 *
 * @param worker clock of the worker
 * @param temporal clock of Temporal
 * @param workerBefore its reading at the beginning
 * @param temporalBefore its reading at the beginning
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

  /** What each used since the beginning, for a person. */
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
