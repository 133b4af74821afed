package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wiring of the worker, all of it, and its life: start, run, drain.
 *
 * <p>Creating it opens files and refuses bad ones; nothing outside is asked before {@link #run}.
 */
final class MirrorWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MirrorWorker.class);

  private final WorkerSettings settings;
  private final MirrorMode mode;
  private final RegistryEngine engine;
  private final ImageStreamSource source;
  private final MirroringConfigFile config;
  private final ReleaseWiring release;
  private final MirrorWiring mirroring;
  private final Sweeps runs;
  private final WorkerMetrics metrics;
  private final WorkerConnection temporal;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean ready;

  private MirrorWorker(
      WorkerSettings settings,
      RegistryEngine engine,
      MirroringConfigFile config,
      ReleaseWiring release,
      ImageStreamSource source,
      MirrorWiring mirroring,
      WorkerMetrics metrics) {
    this.settings = settings;
    this.mode = MirrorMode.of(settings.mirror().dryRun());
    this.engine = engine;
    this.config = config;
    this.release = release;
    this.source = source;
    this.mirroring = mirroring;
    this.runs = new Sweeps(settings, config);
    this.metrics = metrics;
    this.temporal = new WorkerConnection(settings.temporal(), metrics.registry());
  }

  /**
   * Puts the parts together.
   *
   * @throws org.openshift.ci.mirror.worker.settings.SettingsException when a file that the settings
   *     name cannot be used
   */
  static MirrorWorker create(WorkerSettings settings) {
    WorkerMetrics metrics = new WorkerMetrics();
    MirroringConfigFile config = ConfigWiring.open(settings, metrics.registry());
    RegistryEngine engine =
        EngineWiring.engine(
            settings.mirror().registries(), settings.mirror().onlyValidManifestV2Images());
    ReleaseWiring release = ReleaseWiring.open(settings.sources(), metrics.registry());
    Supplier<WatchRules> rules =
        SourceWiring.rules(settings.sources(), config::current, release::current);
    ImageStreamSource source = SourceWiring.source(settings.sources(), rules);
    MirrorWiring mirroring = new MirrorWiring(settings, engine, config, rules, source, metrics);
    return new MirrorWorker(settings, engine, config, release, source, mirroring, metrics);
  }

  /** Serves until {@link #close} is called. */
  void run() throws InterruptedException {
    running.set(true);
    try (MetricsServer _ = metricsServer()) {
      serve();
    } finally {
      try {
        release();
      } finally {
        drained.countDown();
      }
    }
  }

  /** Null where none is wanted. */
  private MetricsServer metricsServer() {
    int port = settings.process().metricsPort();
    return port == 0
        ? null
        : new MetricsServer(port, metrics.registry(), () -> ready, config::problem);
  }

  private void serve() throws InterruptedException {
    WorkerSettings.Temporal at = settings.temporal();
    // Before anything is watched: without it, what tests use would count as not watched.
    release.begin();
    if (!temporal.awaitReady(stop)) {
      return;
    }
    SearchAttributeRegistration.register(temporal.service(), at.namespace());
    WorkflowClient client = temporal.client();
    TemporalWorkers workers = new TemporalWorkers(client, mode, mirroring.activities(client));
    try (QueueDepth queueDepth = new QueueDepth(temporal.service(), at.namespace(), metrics);
        Upkeep upkeep = upkeep(client)) {
      // What no task may be taken without comes first.
      upkeep.begin();
      workers.start();
      runs.begin(client);
      queueDepth.start();
      ready = true;
      log.info(
          "ready: mirroring {} to {}{}, Temporal {} namespace {}",
          settings.mirror().sourceRegistry(),
          settings.mirror().targetRepository(),
          mode == MirrorMode.DRY_RUN ? " (dry run, nothing is pushed)" : "",
          at.address(),
          at.namespace());
      stop.await();
      ready = false;
      log.info("stopping: running pushes have {}", settings.process().gracePeriod());
      // Until then its rules count: the pushes under way go by them.
      workers.drain(settings.process().gracePeriod());
    }
  }

  private Upkeep upkeep(WorkflowClient client) {
    return new Upkeep(
        new StandingWorkflows(client, mode),
        client.getOptions().getIdentity(),
        mirroring.owners()::rulesVersion,
        mirroring.review(client));
  }

  /** Stops it, and waits until what was under way has ended or the grace period is over. */
  @Override
  public void close() {
    stop.countDown();
    if (!running.get()) {
      release();
      return;
    }
    try {
      drained.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    temporal.close();
    engine.close();
    config.close();
    release.close();
    runs.close();
    mirroring.close();
    closeSource();
  }

  private void closeSource() {
    try {
      source.close();
    } catch (Exception e) {
      log.warn("the source of image streams did not close: {}", e.getMessage());
    }
  }
}
