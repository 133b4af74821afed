package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.RegistryOutage;

/** The work of {@link RegistryOutageWorkflow}. */
@ActivityInterface
public interface RegistryOutageActivities {

  /**
   * Asks the registry every few seconds until it serves, for some minutes at most. Heartbeats.
   *
   * @return whether it serves
   */
  @ActivityMethod(name = "AwaitRegistry")
  boolean awaitRegistry(RegistryOutage outage);

  /**
   * Triggers the open tasks that wait for the registry, according to visibility.
   *
   * @return how many were triggered
   */
  @ActivityMethod(name = "WakeTasks")
  int wakeTasks(String registry);
}
