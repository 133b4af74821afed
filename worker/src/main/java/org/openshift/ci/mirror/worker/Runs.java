package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Duration;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.BulkDigests;
import org.openshift.ci.mirror.activity.RunActivitiesImpl;
import org.openshift.ci.mirror.activity.RunSources;
import org.openshift.ci.mirror.cluster.ClusterConnection;
import org.openshift.ci.mirror.cluster.ClusterTagInventory;
import org.openshift.ci.mirror.cluster.FileTagInventory;
import org.openshift.ci.mirror.cluster.TagInventory;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RunActivities;
import org.openshift.ci.mirror.mirroring.MirroringConfigFile;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.worker.settings.RunSettings;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** The worker's part in runs over lists: their activities, schedules, and what else begins them. */
final class Runs implements AutoCloseable {

  private final WorkerSettings settings;
  private final MirrorMode mode;
  private final MirroringConfigFile config;
  private final TagInventory inventory;
  private final RunSources sources;
  private final BulkDigests bulk;
  private final WorkerMetrics metrics;
  private ConfigRuns configRuns;

  Runs(
      WorkerSettings settings,
      RegistryEngine engine,
      MirroringConfigFile config,
      Supplier<WatchRules> rules,
      WorkerMetrics metrics) {
    this.settings = settings;
    this.mode = MirrorMode.of(settings.mirror().dryRun());
    this.config = config;
    this.inventory = inventory(settings.sources());
    this.metrics = metrics;
    WorkerSettings.Mirror mirror = settings.mirror();
    this.sources =
        new RunSources(
            config::current,
            rules,
            inventory,
            new MirrorPlaces(mirror.sourceRegistry(), mirror.targetRepository()));
    this.bulk = new BulkDigests(engine, bulk(settings));
  }

  private static TagInventory inventory(WorkerSettings.Sources settings) {
    return settings.imageStreams() != null
        ? new FileTagInventory(settings.imageStreams())
        : new ClusterTagInventory(ClusterConnection.open(settings.kubeconfig()));
  }

  private static BulkDigests.Settings bulk(WorkerSettings settings) {
    RunSettings runs = settings.runs();
    String registry = PullSpec.parse(settings.mirror().targetRepository() + ":any").registry();
    boolean enabled =
        switch (runs.tagApi()) {
          case AUTO -> registry.equals("quay.io");
          case YES -> true;
          case NO -> false;
        };
    return new BulkDigests.Settings(enabled, new TagApiToken(runs.tagApiToken()));
  }

  RunActivities activities(RegistryEngine engine, WorkflowClient client) {
    return RunActivitiesImpl.create(engine, sources, bulk, client, mode, metrics);
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
    for (RunKind kind : RunKind.values()) {
      if (isWanted(kind)) {
        schedules.keep(kind, settings.runs().periods().get(kind));
      } else {
        schedules.pause(kind);
      }
    }
    configRuns = new ConfigRuns(client, schedules, mode);
    config.onChange(configRuns);
    for (RunKind kind : RunKind.values()) {
      // The watch lists all tags at its start; the file may have changed meanwhile unseen.
      if (kind != RunKind.RESYNC && isWanted(kind) && schedules.isActive(kind)) {
        schedules.trigger(kind, false);
      }
    }
  }

  private boolean isWanted(RunKind kind) {
    Duration period = settings.runs().periods().get(kind);
    boolean hasList = kind == RunKind.RESYNC || settings.sources().config() != null;
    return hasList && !period.isZero();
  }

  @Override
  public void close() {
    if (configRuns != null) {
      configRuns.close();
    }
    inventory.close();
  }
}
