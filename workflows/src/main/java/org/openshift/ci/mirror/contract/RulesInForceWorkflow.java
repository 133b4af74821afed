package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.RulesVersion;

/**
 * Knows which rules the workers have, and in which order they came. While a configuration is rolled
 * out, workers with the older one leave decisions to those with the newer, so that none ends what
 * the other began.
 */
@WorkflowInterface
public interface RulesInForceWorkflow {

  /** The workflow type. */
  String TYPE = "RulesInForce";

  /** Runs for ever, continuing as new. */
  @WorkflowMethod(name = TYPE)
  void keep(RulesInForceState state);

  /** A worker has these rules; said again every {@link RulesInForceState#REPORT_SECONDS}. */
  @SignalMethod(name = "inForce")
  void inForce(String worker, RulesVersion version);

  /** A worker ends. */
  @SignalMethod(name = "stopped")
  void stopped(String worker);

  /** The newest rules that a living worker has; null when none has said so. */
  @QueryMethod(name = "newest")
  RulesVersion newest();
}
