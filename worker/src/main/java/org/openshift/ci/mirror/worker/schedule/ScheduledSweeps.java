package org.openshift.ci.mirror.worker.schedule;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Duration;
import org.openshift.ci.mirror.activity.retention.RetentionSettings;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RetentionInput;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/**
 * Keeps the schedules of sweeps, and starts sweeps at the start and when the configuration changes.
 */
public final class ScheduledSweeps implements AutoCloseable {

  private final WorkerSettings settings;
  private final MirroringConfigFile config;
  private final SweepSchedules schedules;
  private final ConfigChangeSweeps configSweeps;

  /** Contacts nothing before {@link #begin}. */
  public ScheduledSweeps(
      WorkerSettings settings, MirroringConfigFile config, WorkflowClient client) {
    this.settings = settings;
    this.config = config;
    MirrorMode mode = MirrorMode.of(settings.mirror().dryRun());
    ScheduleClient schedulesAtTemporal =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setIdentity(client.getOptions().getIdentity())
                .build());
    this.schedules = new SweepSchedules(schedulesAtTemporal, mode);
    this.configSweeps = new ConfigChangeSweeps(client, schedules, mode);
  }

  /** Creates or updates the schedules, and starts a sweep of each list of the configuration. */
  public void begin() {
    for (SweepKind kind : SweepKind.values()) {
      Duration period = settings.sweeps().periods().get(kind);
      if (!hasList(kind)) {
        // Another worker may have a configuration, so the schedule stays as it is.
        continue;
      }
      if (period.isZero()) {
        schedules.pause(kind);
        continue;
      }
      schedules.keep(kind, period);
      // The file may have changed while no worker ran. Watched tags are listed by the watch.
      if (kind != SweepKind.RESYNC) {
        configSweeps.beginLater(kind);
      }
    }
    if (settings.sweeps().retention().isOn()) {
      schedules.keepRetention(retention());
    } else {
      schedules.pauseRetention();
    }
    config.onChange(configSweeps);
  }

  private RetentionInput retention() {
    RetentionSettings flags = settings.sweeps().retention();
    return RetentionInput.of(flags.days(), flags.remove());
  }

  /** Creates schedules that are missing, for example because a person deleted them. */
  public void ensure() {
    for (SweepKind kind : SweepKind.values()) {
      Duration period = settings.sweeps().periods().get(kind);
      if (hasList(kind) && !period.isZero() && schedules.isMissing(kind)) {
        schedules.keep(kind, period);
        configSweeps.beginLater(kind);
      }
    }
    if (settings.sweeps().retention().isOn() && schedules.isRetentionMissing()) {
      schedules.keepRetention(retention());
    }
  }

  private boolean hasList(SweepKind kind) {
    return kind == SweepKind.RESYNC || settings.sources().config() != null;
  }

  @Override
  public void close() {
    configSweeps.close();
  }
}
