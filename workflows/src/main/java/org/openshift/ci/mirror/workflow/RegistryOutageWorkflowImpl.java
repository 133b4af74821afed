package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.contract.RegistryOutageWorkflow;
import org.openshift.ci.mirror.model.RegistryOutage;

/** Waits for a registry, wakes its tasks, and looks whether any is left. */
public final class RegistryOutageWorkflowImpl implements RegistryOutageWorkflow {

  /**
   * The list of open tasks lags behind, and a worker takes a registry for away some seconds longer:
   * who began to wait just now is found by a second list.
   */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  /** Temporal ends a run that got 10,000 signals, and never suggests to continue as new for it. */
  private static final int SIGNALS_PER_RUN = 1_000;

  private RegistryOutage newest;
  private boolean refused;
  private int signals;

  @Override
  public int awaitReturn(boolean dryRun, RegistryOutage outage) {
    RegistryOutageActivities activities =
        Workflow.newActivityStub(
            RegistryOutageActivities.class,
            MirrorActivityStubs.registryOutage(MirrorMode.of(dryRun)));
    if (newest == null) {
      newest = outage;
    }
    int woken = 0;
    int left;
    do {
      do {
        if (Workflow.getInfo().isContinueAsNewSuggested() || signals > SIGNALS_PER_RUN) {
          Workflow.newContinueAsNewStub(RegistryOutageWorkflow.class).awaitReturn(dryRun, newest);
        }
        refused = false;
      } while (!activities.awaitRegistry(newest));
      woken += activities.wakeTasks(outage.registry());
      Workflow.sleep(LOOK_AGAIN);
      left = activities.wakeTasks(outage.registry());
      woken += left;
    } while (refused || left > 0);
    return woken;
  }

  @Override
  public void refused(RegistryOutage outage) {
    if (outage != null) {
      newest = outage;
      refused = true;
      signals++;
    }
  }
}
