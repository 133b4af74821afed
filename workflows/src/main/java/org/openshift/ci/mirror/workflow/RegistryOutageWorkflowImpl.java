package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.contract.RegistryOutageWorkflow;
import org.openshift.ci.mirror.model.RegistryOutage;

/** Waits for a registry to serve again, wakes its tasks, and lists them once more. */
public final class RegistryOutageWorkflowImpl implements RegistryOutageWorkflow {

  /**
   * How long after the first wake-up the tasks are listed again. Visibility lags behind, and other
   * workers treat the registry as away for a few more seconds, so more tasks may have begun to
   * wait.
   */
  private static final Duration SECOND_LIST_AFTER = Duration.ofSeconds(10);

  /** Temporal refuses signals above 10,000 a run, and never suggests to continue as new for it. */
  private static final int MAX_SIGNALS = 1_000;

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
        if (Workflow.getInfo().isContinueAsNewSuggested() || signals > MAX_SIGNALS) {
          Workflow.newContinueAsNewStub(RegistryOutageWorkflow.class).awaitReturn(dryRun, newest);
        }
        refused = false;
      } while (!activities.awaitRegistry(newest));
      woken += activities.wakeTasks(outage.registry());
      Workflow.sleep(SECOND_LIST_AFTER);
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
