package org.openshift.ci.mirror.contract;

import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * What is known of the rules that workers have.
 *
 * @param workers those that said so and did not end
 * @param order the versions in the order in which they were first seen
 */
@WireRecord
public record RulesInForceState(List<WorkerRules> workers, List<RulesVersion> order) {

  /** How often a worker says which rules it has. */
  public static final int REPORT_SECONDS = 20;

  /** After so long without a word a worker counts as dead. */
  public static final int FORGOTTEN_SECONDS = 60;

  /**
   * The rules of one worker.
   *
   * @param worker its identity
   * @param version its rules
   * @param saidAt when it last said so, by the workflow's clock
   */
  @WireRecord
  public record WorkerRules(String worker, RulesVersion version, Instant saidAt) {}

  public RulesInForceState {
    workers = workers == null ? List.of() : List.copyOf(workers);
    order = order == null ? List.of() : List.copyOf(order);
  }

  /** Nothing is known yet. */
  public static RulesInForceState unknown() {
    return new RulesInForceState(List.of(), List.of());
  }
}
