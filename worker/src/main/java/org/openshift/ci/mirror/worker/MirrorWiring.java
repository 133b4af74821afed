package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.BulkDigests;
import org.openshift.ci.mirror.activity.CheckActivitiesImpl;
import org.openshift.ci.mirror.activity.Claims;
import org.openshift.ci.mirror.activity.Comparer;
import org.openshift.ci.mirror.activity.DateTags;
import org.openshift.ci.mirror.activity.ImageStreamWatchActivitiesImpl;
import org.openshift.ci.mirror.activity.PushActivitiesImpl;
import org.openshift.ci.mirror.activity.RegistryOutageActivitiesImpl;
import org.openshift.ci.mirror.activity.RegistryOutages;
import org.openshift.ci.mirror.activity.RunActivitiesImpl;
import org.openshift.ci.mirror.activity.RunPages;
import org.openshift.ci.mirror.activity.SweepPace;
import org.openshift.ci.mirror.activity.TagBatch;
import org.openshift.ci.mirror.activity.TagPusher;
import org.openshift.ci.mirror.activity.TargetReader;
import org.openshift.ci.mirror.activity.TaskReview;
import org.openshift.ci.mirror.activity.TemporalBacklog;
import org.openshift.ci.mirror.activity.TemporalRulesRegister;
import org.openshift.ci.mirror.activity.TemporalTaskBook;
import org.openshift.ci.mirror.activity.WatcherActivitiesImpl;
import org.openshift.ci.mirror.cluster.ClusterConnection;
import org.openshift.ci.mirror.cluster.ClusterTagInventory;
import org.openshift.ci.mirror.cluster.FileImageStreamSource;
import org.openshift.ci.mirror.cluster.ImageStreamSource;
import org.openshift.ci.mirror.cluster.TagInventory;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.mirroring.MirroringConfigFile;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.places.HostPlaces;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.worker.settings.RunSettings;
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
        new DestinationOwners(
            config::current,
            rules,
            inventory,
            new MirrorPlaces(
                settings.mirror().sourceRegistry(), settings.mirror().targetRepository()));
  }

  /** Who owns which destination. */
  DestinationOwners owners() {
    return owners;
  }

  /** The review of open tasks. */
  TaskReview review(WorkflowClient client) {
    return new TaskReview(new TemporalTaskBook(client, mode), owners);
  }

  TemporalWorkers.Activities activities(WorkflowClient client) {
    StandingWorkflows standing = new StandingWorkflows(client, mode);
    TemporalTaskBook tasks = new TemporalTaskBook(client, mode);
    HostPlaces reads = new HostPlaces(READS_PER_HOST, READS_ARE_STUCK_AFTER);
    RegistryOutages outages = new RegistryOutages(engine, standing::refused, System::nanoTime);
    Claims claims = new Claims(owners, engine, new TemporalRulesRegister(standing), outages, reads);
    Comparer comparer =
        new Comparer(
            claims, engine, outages, new HostPlaces(COMPARISONS_PER_HOST, READS_ARE_STUCK_AFTER));
    HostPlaces pushes = new HostPlaces(PUSHES_PER_HOST, PUSHES_ARE_STUCK_AFTER);
    TagPusher pusher = new TagPusher(engine, claims, outages, pushes);
    // Only the line of the image streams' own registry: a slow stranger's must hold up no list.
    String source = PullSpec.parse(settings.mirror().sourceRegistry() + "/any:any").registry();
    SweepPace pace = new SweepPace(new TemporalBacklog(client, mode, () -> pushes.waiting(source)));
    RunPages pages =
        new RunPages(
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
        new RunActivitiesImpl(pages, review(client), pace, client, metrics),
        new RegistryOutageActivitiesImpl(engine, tasks, pace));
  }

  /** Files are read once for the watch and for the tasks. */
  private static TagInventory inventory(WorkerSettings.Sources settings, ImageStreamSource source) {
    return source instanceof FileImageStreamSource files
        ? files.inventory()
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

  @Override
  public void close() {
    inventory.close();
  }
}
