package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Duration;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** The schedules of runs over lists, and what else begins such runs. */
final class Sweeps implements AutoCloseable {

  private final WorkerSettings settings;
  private final MirrorMode mode;
  private final MirroringConfigFile config;
  private ConfigSweeps configRuns;

  public Sweeps(WorkerSettings settings, MirroringConfigFile config) {
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
    SweepSchedules schedules = new SweepSchedules(schedulesAtTemporal, mode);
    configRuns = new ConfigSweeps(client, schedules, mode);
    for (SweepKind kind : SweepKind.values()) {
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
      if (kind != SweepKind.RESYNC) {
        configRuns.beginLater(kind);
      }
    }
    config.onChange(configRuns);
  }

  private boolean hasList(SweepKind kind) {
    return kind == SweepKind.RESYNC || settings.sources().config() != null;
  }

  @Override
  public void close() {
    if (configRuns != null) {
      configRuns.close();
    }
  }
}
