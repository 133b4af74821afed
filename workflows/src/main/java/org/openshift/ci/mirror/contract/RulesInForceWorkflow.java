package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.RulesVersion;

/**
 * Records which rules each worker has, and in which order the rules first appeared. While a
 * configuration is rolled out, workers with the older one leave decisions to those with the newer
 * one, so that neither undoes what the other does.
 */
@WorkflowInterface
public interface RulesInForceWorkflow {

  /** The workflow type. */
  String TYPE = "RulesInForce";

  /** Never ends: continues as new. */
  @WorkflowMethod(name = TYPE)
  void keep(RulesInForceState state);

  /** A worker reports its rules, every {@link RulesInForceState#REPORT_SECONDS}. */
  @SignalMethod(name = "inForce")
  void inForce(String worker, RulesVersion version);

  /** A worker stops. */
  @SignalMethod(name = "stopped")
  void stopped(String worker);

  /** The newest rules of a living worker; null when none has reported. */
  @QueryMethod(name = "newest")
  RulesVersion newest();
}
