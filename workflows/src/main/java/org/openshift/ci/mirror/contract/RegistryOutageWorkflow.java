package org.openshift.ci.mirror.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.RegistryOutage;

/**
 * The outage of one registry: waits until the registry serves again, then triggers all mirror tasks
 * that wait for it. The registry counts as away while this workflow is open.
 */
@WorkflowInterface
public interface RegistryOutageWorkflow {

  /** The workflow type. */
  String TYPE = "RegistryOutage";

  /**
   * Runs until the registry serves and no task waits for it.
   *
   * @return how many tasks were triggered
   */
  @WorkflowMethod(name = TYPE)
  int awaitReturn(boolean dryRun, RegistryOutage outage);

  /** A task was refused by the registry. May be repeated. */
  @SignalMethod(name = "refused")
  void refused(RegistryOutage outage);
}
