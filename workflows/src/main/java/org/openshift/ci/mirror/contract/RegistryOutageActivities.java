package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.RegistryOutage;

/** Looking at a registry that does not serve. */
@ActivityInterface
public interface RegistryOutageActivities {

  /**
   * Asks the registry every few seconds, heartbeating, until it serves, or for some minutes.
   *
   * @return whether it serves
   */
  @ActivityMethod(name = "AwaitRegistry")
  boolean awaitRegistry(RegistryOutage outage);

  /**
   * Has the tasks look again that wait for the registry, as the list of open tasks shows them.
   *
   * @return how many there were
   */
  @ActivityMethod(name = "WakeTasks")
  int wakeTasks(String registry);
}
