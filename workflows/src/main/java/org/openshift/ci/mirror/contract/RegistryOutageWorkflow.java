package org.openshift.ci.mirror.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.RegistryOutage;

/**
 * The one look at a registry that does not serve, for all mirror tasks that need it: it waits for
 * the registry's return and then wakes them. While one is open, its registry is away.
 */
@WorkflowInterface
public interface RegistryOutageWorkflow {

  /** The workflow type. */
  String TYPE = "RegistryOutage";

  /**
   * Runs until the registry serves and no task waits for it.
   *
   * @return how many tasks were woken
   */
  @WorkflowMethod(name = TYPE)
  int awaitReturn(boolean dryRun, RegistryOutage outage);

  /** A task met the registry as it did not serve. Safe to repeat. */
  @SignalMethod(name = "refused")
  void refused(RegistryOutage outage);
}
