package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Duration;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.mirroring.MirroringConfigFile;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** The schedules of runs over lists, and what else begins such runs. */
final class Runs implements AutoCloseable {

  private final WorkerSettings settings;
  private final MirrorMode mode;
  private final MirroringConfigFile config;
  private ConfigRuns configRuns;

  Runs(WorkerSettings settings, MirroringConfigFile config) {
    this.settings = settings;
    this.mode = MirrorMode.of(settings.mirror().dryRun());
    this.config = config;
  }

  /** Makes the schedules, and begins the runs that are due because the worker was away. */
  void begin(WorkflowClient client) {
    ScheduleClient schedulesAtTemporal =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setIdentity(client.getOptions().getIdentity())
                .build());
    RunSchedules schedules = new RunSchedules(schedulesAtTemporal, mode);
    configRuns = new ConfigRuns(client, schedules, mode);
    for (RunKind kind : RunKind.values()) {
      Duration period = settings.runs().periods().get(kind);
      if (!hasList(kind)) {
        // Another worker may have it: this one leaves the schedule as it is.
        continue;
      }
      if (period.isZero()) {
        schedules.pause(kind);
        continue;
      }
      schedules.keep(kind, period);
      // The watch lists all tags at its start; the file may have changed meanwhile unseen.
      if (kind != RunKind.RESYNC) {
        configRuns.beginLater(kind);
      }
    }
    config.onChange(configRuns);
  }

  private boolean hasList(RunKind kind) {
    return kind == RunKind.RESYNC || settings.sources().config() != null;
  }

  @Override
  public void close() {
    if (configRuns != null) {
      configRuns.close();
    }
  }
}
