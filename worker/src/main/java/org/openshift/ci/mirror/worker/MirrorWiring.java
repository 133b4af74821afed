package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.check.BulkDigests;
import org.openshift.ci.mirror.activity.check.CheckActivitiesImpl;
import org.openshift.ci.mirror.activity.check.Comparer;
import org.openshift.ci.mirror.activity.check.TargetReader;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.activity.claim.TemporalRulesRegister;
import org.openshift.ci.mirror.activity.outage.RegistryOutageActivitiesImpl;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.activity.push.PushActivitiesImpl;
import org.openshift.ci.mirror.activity.push.TagPusher;
import org.openshift.ci.mirror.activity.sweep.DateTags;
import org.openshift.ci.mirror.activity.sweep.SweepActivitiesImpl;
import org.openshift.ci.mirror.activity.sweep.SweepPages;
import org.openshift.ci.mirror.activity.sweep.TaskReview;
import org.openshift.ci.mirror.activity.task.SweepPace;
import org.openshift.ci.mirror.activity.task.TemporalBacklog;
import org.openshift.ci.mirror.activity.task.TemporalOpenTaskStore;
import org.openshift.ci.mirror.activity.watch.ImageStreamWatchActivitiesImpl;
import org.openshift.ci.mirror.activity.watch.TagBatch;
import org.openshift.ci.mirror.activity.watch.WatcherActivitiesImpl;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.cluster.ClusterConnection;
import org.openshift.ci.mirror.imagestreams.cluster.ClusterTagInventory;
import org.openshift.ci.mirror.imagestreams.file.FileImageStreamSource;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.openshift.ci.mirror.worker.settings.SweepSettings;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Puts together what does the work of activities. */
final class MirrorWiring implements AutoCloseable {

  /** Requests of tasks under way at one registry: a silent one holds no more workflow tasks. */
  private static final int READS_PER_HOST = 64;

  /** A line that does not move in this time waits for a registry without answers. */
  private static final Duration READS_ARE_STUCK_AFTER = Duration.ofSeconds(3);

  private static final int COMPARISONS_PER_HOST = 64;

  /** Images of one source registry on their way at once. */
  private static final int PUSHES_PER_HOST = 48;

  private static final Duration PUSHES_ARE_STUCK_AFTER = Duration.ofSeconds(30);

  private final WorkerSettings settings;
  private final MirrorMode mode;
  private final RegistryEngine engine;
  private final ImageStreamSource imageStreams;
  private final TagInventory inventory;
  private final DestinationOwners owners;
  private final WorkerMetrics metrics;

  MirrorWiring(
      WorkerSettings settings,
      RegistryEngine engine,
      MirroringConfigFile config,
      Supplier<WatchRules> rules,
      ImageStreamSource source,
      WorkerMetrics metrics) {
    this.settings = settings;
    this.mode = MirrorMode.of(settings.mirror().dryRun());
    this.engine = engine;
    this.imageStreams = source;
    this.inventory = inventory(settings.sources(), source);
    this.metrics = metrics;
    this.owners =
        new DestinationOwners(config::current, rules, inventory, ConfigWiring.endpoints(settings));
  }

  /** Who owns which destination. */
  DestinationOwners owners() {
    return owners;
  }

  /** The review of open tasks. */
  TaskReview review(WorkflowClient client) {
    return new TaskReview(new TemporalOpenTaskStore(client, mode), owners);
  }

  TemporalWorkers.Activities activities(WorkflowClient client) {
    StandingWorkflows standing = new StandingWorkflows(client, mode);
    TemporalOpenTaskStore tasks = new TemporalOpenTaskStore(client, mode);
    HostBulkhead reads = new HostBulkhead(READS_PER_HOST, READS_ARE_STUCK_AFTER);
    RegistryOutages outages = new RegistryOutages(engine, standing::refused, System::nanoTime);
    Claims claims = new Claims(owners, engine, new TemporalRulesRegister(standing), outages, reads);
    Comparer comparer =
        new Comparer(
            claims, engine, outages, new HostBulkhead(COMPARISONS_PER_HOST, READS_ARE_STUCK_AFTER));
    HostBulkhead pushes = new HostBulkhead(PUSHES_PER_HOST, PUSHES_ARE_STUCK_AFTER);
    TagPusher pusher = new TagPusher(engine, claims, outages, pushes);
    // Only the line of the image streams' own registry: a slow stranger's must hold up no list.
    String source = PullSpec.parse(settings.mirror().sourceRegistry() + "/any:any").registry();
    SweepPace pace = new SweepPace(new TemporalBacklog(client, mode, () -> pushes.waiting(source)));
    SweepPages pages =
        new SweepPages(
            owners,
            claims,
            comparer,
            new BulkDigests(engine, bulk(settings)),
            tasks,
            new DateTags(engine, settings.mirror().dryRun(), Clock.systemUTC()));
    return new TemporalWorkers.Activities(
        new CheckActivitiesImpl(claims, new TargetReader(engine, outages, reads)),
        new PushActivitiesImpl(pusher, client, metrics),
        new WatcherActivitiesImpl(new TagBatch(comparer, tasks), pace, client),
        new ImageStreamWatchActivitiesImpl(imageStreams, claims, client, mode),
        new SweepActivitiesImpl(pages, review(client), pace, client, metrics),
        new RegistryOutageActivitiesImpl(engine, tasks, pace));
  }

  /** Files are read once for the watch and for the tasks. */
  private static TagInventory inventory(WorkerSettings.Sources settings, ImageStreamSource source) {
    return source instanceof FileImageStreamSource files
        ? files.inventory()
        : new ClusterTagInventory(ClusterConnection.open(settings.kubeconfig()));
  }

  private static BulkDigests.Settings bulk(WorkerSettings settings) {
    SweepSettings runs = settings.runs();
    String registry = PullSpec.parse(settings.mirror().targetRepository() + ":any").registry();
    boolean enabled =
        switch (runs.tagApi()) {
          case AUTO -> registry.equals("quay.io");
          case YES -> true;
          case NO -> false;
        };
    return new BulkDigests.Settings(enabled, new TagApiToken(runs.tagApiToken()));
  }

  @Override
  public void close() {
    inventory.close();
  }
}
