package org.openshift.ci.mirror.worker.wiring;

import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
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
import org.openshift.ci.mirror.activity.sweep.MissingDateTags;
import org.openshift.ci.mirror.activity.sweep.RefusedTasks;
import org.openshift.ci.mirror.activity.sweep.SweepActivitiesImpl;
import org.openshift.ci.mirror.activity.sweep.SweepPages;
import org.openshift.ci.mirror.activity.sweep.TaskReview;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.activity.task.TemporalBacklog;
import org.openshift.ci.mirror.activity.task.TemporalOpenTaskStore;
import org.openshift.ci.mirror.activity.watch.ImageStreamWatchActivitiesImpl;
import org.openshift.ci.mirror.activity.watch.TagBatch;
import org.openshift.ci.mirror.activity.watch.WatchMonitor;
import org.openshift.ci.mirror.activity.watch.WatcherActivitiesImpl;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.config.Endpoints;
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
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.trace.Tracing;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.openshift.ci.mirror.worker.metrics.WatchMetrics;
import org.openshift.ci.mirror.worker.metrics.WorkerMetrics;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import org.openshift.ci.mirror.worker.temporal.TemporalWorkers;

/** Creates the activities, and the parts that they share. */
public final class ActivityWiring implements AutoCloseable {

  /** Concurrent requests of tasks to one registry; a silent one blocks no more workflow tasks. */
  private static final int READS_PER_HOST = 64;

  /** If no request ends in this time, the registry counts as silent. */
  private static final Duration READS_ARE_STUCK_AFTER = Duration.ofSeconds(3);

  private static final int COMPARISONS_PER_HOST = 64;

  /** Images that are copied from one source registry at once. */
  private static final int PUSHES_PER_HOST = 48;

  private static final Duration PUSHES_ARE_STUCK_AFTER = Duration.ofSeconds(30);

  private final WorkerSettings settings;
  private final MirrorMode mode;
  private final RegistryEngine engine;
  private final ImageStreamSource imageStreams;
  private final TagInventory inventory;
  private final DestinationOwners owners;
  private final WorkerMetrics metrics;
  private final Tracing tracing;
  private final RetentionWiring retention;
  private final NotificationWiring notifications;
  private final WatchMonitor watch = new WatchMonitor(InstantSource.system());

  public ActivityWiring(
      WorkerSettings settings,
      RegistryEngine engine,
      MirroringConfigFile config,
      Supplier<WatchRules> rules,
      ImageStreamSource source,
      WorkerMetrics metrics,
      Tracing tracing) {
    this.settings = settings;
    this.mode = MirrorMode.of(settings.mirror().dryRun());
    this.engine = engine;
    this.imageStreams = source;
    this.inventory = inventory(settings.sources(), source);
    this.metrics = metrics;
    this.tracing = tracing;
    WatchMetrics.register(metrics.registry(), watch, InstantSource.system());
    this.notifications = NotificationWiring.open(settings, metrics.registry());
    this.retention = new RetentionWiring(settings, engine, config, metrics.registry());
    this.owners =
        new DestinationOwners(config::current, rules, inventory, ConfigWiring.endpoints(settings));
  }

  /** The owners of destinations. */
  public DestinationOwners owners() {
    return owners;
  }

  /** How the watch of image streams is on this worker. */
  public WatchMonitor watch() {
    return watch;
  }

  /** Creates the review of open tasks. */
  public TaskReview review(WorkflowClient client) {
    return new TaskReview(new TemporalOpenTaskStore(client, mode), owners);
  }

  /** Creates the part that wakes tasks after a change of the credentials file. */
  public RefusedTasks refusedTasks(WorkflowClient client) {
    Endpoints endpoints = ConfigWiring.endpoints(settings);
    return new RefusedTasks(
        new TemporalOpenTaskStore(client, mode),
        engine::changedCredentials,
        place ->
            place.backfill()
                ? endpoints.sourceByTag(place.tag())
                : endpoints.destination(place.tag()),
        System::nanoTime);
  }

  /** Creates the activities of the worker. */
  public TemporalWorkers.Activities activities(WorkflowClient client) {
    StandingWorkflows standing = new StandingWorkflows(client, mode);
    TemporalOpenTaskStore tasks = new TemporalOpenTaskStore(client, mode);
    HostBulkhead reads = new HostBulkhead(READS_PER_HOST, READS_ARE_STUCK_AFTER);
    RegistryOutages outages = new RegistryOutages(engine, standing::refused, System::nanoTime);
    Claims claims =
        new Claims(
            owners,
            new TemporalRulesRegister(standing),
            outages,
            reads,
            notifications::hasRecipient);
    Comparer comparer =
        new Comparer(
            claims, outages, new HostBulkhead(COMPARISONS_PER_HOST, READS_ARE_STUCK_AFTER));
    HostBulkhead pushes = new HostBulkhead(PUSHES_PER_HOST, PUSHES_ARE_STUCK_AFTER);
    TagPusher pusher =
        new TagPusher(TracedRegistries.around(engine, tracing), claims, outages, pushes);
    // Only pushes from the image streams' own registry count: another, slow one must not delay
    // sweeps.
    String source = PullSpec.parse(settings.mirror().sourceRegistry() + "/any:any").registry();
    Backpressure backpressure =
        new Backpressure(new TemporalBacklog(client, mode, () -> pushes.waiting(source)));
    SweepPages pages =
        new SweepPages(
            owners,
            claims,
            comparer,
            new BulkDigests(
                engine,
                new BulkDigests.Settings(
                    TargetTagApi.isUsed(settings), TargetTagApi.token(settings))),
            tasks,
            new MissingDateTags(engine, settings.mirror().dryRun(), Clock.systemUTC()));
    return new TemporalWorkers.Activities(
        new CheckActivitiesImpl(claims, new TargetReader(engine, outages, reads)),
        new PushActivitiesImpl(pusher, client, metrics.pushes()),
        new WatcherActivitiesImpl(new TagBatch(comparer, tasks), backpressure, client),
        new ImageStreamWatchActivitiesImpl(imageStreams, claims, client, mode, watch),
        new SweepActivitiesImpl(pages, review(client), backpressure, client, metrics.sweeps()),
        retention.activities(client, backpressure),
        new RegistryOutageActivitiesImpl(engine, tasks),
        notifications.activities());
  }

  /** The watch and the tasks share one reading of the files. */
  private static TagInventory inventory(WorkerSettings.Sources settings, ImageStreamSource source) {
    return source instanceof FileImageStreamSource files
        ? files.inventory()
        : new ClusterTagInventory(ClusterConnection.open(settings.kubeconfig()));
  }

  @Override
  public void close() {
    notifications.close();
    inventory.close();
  }
}
