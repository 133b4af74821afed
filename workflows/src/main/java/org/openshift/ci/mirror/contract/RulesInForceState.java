package org.openshift.ci.mirror.contract;

import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * The rules of the living workers.
 *
 * @param workers workers that reported their rules and did not stop
 * @param order versions of rules in the order of their first report
 */
@WireRecord
public record RulesInForceState(List<WorkerRules> workers, List<RulesVersion> order) {

  /** How often a worker reports its rules. */
  public static final int REPORT_SECONDS = 20;

  /** How long a worker counts as living after its last report. */
  public static final int FORGOTTEN_SECONDS = 60;

  /**
   * The rules of one worker.
   *
   * @param worker the worker's identity
   * @param version its rules
   * @param saidAt when it last reported them, by the workflow's clock
   */
  @WireRecord
  public record WorkerRules(String worker, RulesVersion version, Instant saidAt) {}

  public RulesInForceState {
    workers = workers == null ? List.of() : List.copyOf(workers);
    order = order == null ? List.of() : List.copyOf(order);
  }

  /** No report yet. */
  public static RulesInForceState unknown() {
    return new RulesInForceState(List.of(), List.of());
  }
}
