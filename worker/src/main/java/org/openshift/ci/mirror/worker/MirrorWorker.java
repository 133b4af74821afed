package org.openshift.ci.mirror.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.task.StrandedTasks;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.connection.TemporalAccess;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.trace.Tracing;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.openshift.ci.mirror.worker.log.TaskFields;
import org.openshift.ci.mirror.worker.metrics.EngineMetrics;
import org.openshift.ci.mirror.worker.metrics.FailureMetrics;
import org.openshift.ci.mirror.worker.metrics.MetricsServer;
import org.openshift.ci.mirror.worker.metrics.OpenTaskMetrics;
import org.openshift.ci.mirror.worker.metrics.QueueDepth;
import org.openshift.ci.mirror.worker.metrics.Readiness;
import org.openshift.ci.mirror.worker.metrics.SweepDurations;
import org.openshift.ci.mirror.worker.metrics.WorkerMetrics;
import org.openshift.ci.mirror.worker.schedule.Needs;
import org.openshift.ci.mirror.worker.schedule.Needs.Need;
import org.openshift.ci.mirror.worker.schedule.PeriodicJobs;
import org.openshift.ci.mirror.worker.schedule.ScheduledSweeps;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import org.openshift.ci.mirror.worker.temporal.SearchAttributeRegistration;
import org.openshift.ci.mirror.worker.temporal.TemporalService;
import org.openshift.ci.mirror.worker.temporal.TemporalWorkers;
import org.openshift.ci.mirror.worker.temporal.WorkerDeployment;
import org.openshift.ci.mirror.worker.wiring.ActivityWiring;
import org.openshift.ci.mirror.worker.wiring.ConfigWiring;
import org.openshift.ci.mirror.worker.wiring.EngineWiring;
import org.openshift.ci.mirror.worker.wiring.ReleaseWiring;
import org.openshift.ci.mirror.worker.wiring.SourceWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires the parts of the worker, and starts, runs and drains it.
 *
 * <p>Creating a worker opens and checks files; nothing is contacted before {@link #run}.
 */
final class MirrorWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MirrorWorker.class);

  private static final Duration COUNT_TASKS = Duration.ofSeconds(60);
  private static final Duration LOOK_AT_CREDENTIALS = Duration.ofSeconds(1);

  private static final Duration LOOK_AT_DEPLOYMENT = Duration.ofSeconds(5);

  /** A worker that is stopped during its start has no task yet, and loses nothing. */
  private static final Duration BEFORE_THE_FIRST_TASK = Duration.ofSeconds(5);

  private final WorkerSettings settings;
  private final MirrorMode mode;
  private final RegistryEngine engine;
  private final ImageStreamSource source;
  private final MirroringConfigFile config;
  private final ReleaseWiring release;
  private final ActivityWiring activities;
  private final WorkerMetrics metrics;
  private final Tracing tracing;
  private final Readiness readiness;
  private final TemporalService temporal;
  private final WorkflowClient client;
  private final ScheduledSweeps sweeps;
  private final StandingWorkflows standing;
  private final Needs needs;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean polling = new AtomicBoolean();

  private MirrorWorker(
      WorkerSettings settings,
      RegistryEngine engine,
      MirroringConfigFile config,
      ReleaseWiring release,
      ImageStreamSource source,
      ActivityWiring activities,
      WorkerMetrics metrics,
      Tracing tracing) {
    this.settings = settings;
    this.mode = MirrorMode.of(settings.mirror().dryRun());
    this.engine = engine;
    this.config = config;
    this.release = release;
    this.source = source;
    this.activities = activities;
    this.metrics = metrics;
    this.tracing = tracing;
    this.readiness =
        new Readiness(
            metrics.registry(),
            activities.watch()::here,
            () -> ConfigWiring.problem(settings.sources().config(), config),
            InstantSource.system());
    this.temporal =
        new TemporalService(settings.temporal(), metrics.registry(), tracing.aroundCalls());
    this.client = temporal.client();
    this.sweeps = new ScheduledSweeps(settings, config, client);
    this.standing = new StandingWorkflows(client, mode);
    this.needs =
        new Needs(
            new Need("search attributes", this::registerSearchAttributes),
            new Need("standing workflows", standing::ensureRunning),
            new Need("steps of the standing workflows", standing::requireProgress),
            new Need("schedules of sweeps", sweeps::ensure));
  }

  /**
   * Wires the parts.
   *
   * @throws SettingsException if a file that the settings name cannot be used
   */
  static MirrorWorker create(WorkerSettings settings) {
    WorkerMetrics metrics = new WorkerMetrics();
    Tracing tracing = tracing();
    MirroringConfigFile config = ConfigWiring.open(settings, metrics.registry());
    RegistryEngine engine =
        EngineWiring.engine(
            settings.mirror().registries(),
            settings.mirror().onlyValidManifestV2Images(),
            new EngineMetrics(metrics.registry()));
    ReleaseWiring release = ReleaseWiring.open(settings.sources(), metrics.registry());
    Supplier<WatchRules> rules =
        SourceWiring.rules(settings.sources(), config::current, release::current);
    ImageStreamSource source = SourceWiring.source(settings.sources(), rules);
    ActivityWiring activities =
        new ActivityWiring(settings, engine, config, rules, source, metrics, tracing);
    return new MirrorWorker(
        settings, engine, config, release, source, activities, metrics, tracing);
  }

  private static Tracing tracing() {
    try {
      return Tracing.of(System.getenv(), "ci-images-mirror-worker");
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /** Runs until {@link #close} is called. */
  void run() throws InterruptedException {
    running.set(true);
    sayMode();
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

  /** Both modes look alike otherwise, and whoever expects the other one must notice. */
  private void sayMode() {
    String target = settings.mirror().targetRepository();
    if (mode == MirrorMode.DRY_RUN) {
      log.warn("DRY RUN: nothing is pushed to {}; --dry-run=false mirrors", target);
    } else {
      log.info("images are pushed to {}; --dry-run=true only plans", target);
    }
  }

  /** Null if the settings ask for no server. */
  private MetricsServer metricsServer() {
    WorkerSettings.ProcessSettings process = settings.process();
    return process.metricsPort() == 0
        ? null
        : new MetricsServer(
            process.metricsHost(),
            process.metricsPort(),
            metrics.registry(),
            readiness::isReady,
            readiness::detail);
  }

  private void serve() throws InterruptedException {
    TemporalAccess server = settings.temporal();
    // Before anything is watched: until the repository is read, no test input counts as watched.
    release.begin();
    if (!temporal.awaitReady(stop)) {
      return;
    }
    registerSearchAttributes();
    TemporalWorkers workers =
        new TemporalWorkers(
            client, mode, activities.activities(client), interceptors(), settings.deployment());
    try (QueueDepth queueDepth =
            new QueueDepth(temporal.service(), server.namespace(), mode, metrics);
        PeriodicJobs jobs = periodicJobs()) {
      // Before the first task: the rules must be reported before a task is decided by them.
      jobs.begin();
      jobs.every(
          LOOK_AT_CREDENTIALS,
          "wake the tasks whose credentials changed",
          activities.refusedTasks(client)::wake);
      jobs.every(
          COUNT_TASKS,
          "count open tasks",
          new OpenTaskMetrics(client, mode, metrics.registry(), InstantSource.system())::read);
      Needs deployment = deployment();
      jobs.every(LOOK_AT_DEPLOYMENT, "look after its deployment", deployment::ensure);
      polling.set(true);
      if (stop.getCount() == 0) {
        return;
      }
      workers.start();
      sweeps.begin();
      queueDepth.start();
      readiness.polling(() -> queueDepth.problem().or(needs::problem).or(deployment::problem));
      log.info(
          "ready: mirroring {} to {} ({}), Temporal {} namespace {}",
          settings.mirror().sourceRegistry(),
          settings.mirror().targetRepository(),
          mode == MirrorMode.DRY_RUN ? "DRY RUN: nothing is pushed" : "images are pushed",
          server.address(),
          server.namespace());
      stop.await();
      readiness.stopping();
      log.info("stopping: running pushes have {}", settings.process().gracePeriod());
      // The rules of this worker count until it is drained, because its pushes go by them.
      workers.drain(settings.process().gracePeriod());
    }
  }

  private List<WorkerInterceptor> interceptors() {
    List<WorkerInterceptor> all = new ArrayList<>(tracing.aroundWork());
    all.add(new TaskFields());
    all.add(new FailureMetrics(metrics.registry()));
    all.add(new SweepDurations(metrics.registry()));
    return all;
  }

  private Needs deployment() {
    if (settings.deployment() == null) {
      return new Needs();
    }
    log.info("build {}", settings.deployment());
    return new Needs(
        new Need(
            "worker deployment",
            new WorkerDeployment(
                    client,
                    mode,
                    settings.deployment(),
                    new StrandedTasks(client, mode),
                    WorkerDeployment.MISSED_FOR)
                ::ensure));
  }

  private void registerSearchAttributes() {
    SearchAttributeRegistration.register(temporal.service(), settings.temporal().namespace());
  }

  private PeriodicJobs periodicJobs() {
    return new PeriodicJobs(
        standing,
        needs,
        client.getOptions().getIdentity(),
        activities.owners()::rulesVersion,
        activities.review(client));
  }

  /**
   * Stops the worker, and waits until running pushes have ended or the grace period is over. During
   * the start it may be reading files, or waiting for Temporal; that is not waited for.
   */
  @Override
  public void close() {
    stop.countDown();
    if (!running.get()) {
      release();
      return;
    }
    try {
      if (polling.get()) {
        drained.await();
      } else if (!drained.await(BEFORE_THE_FIRST_TASK.toSeconds(), TimeUnit.SECONDS)) {
        log.info("stopped during the start: this worker has not taken a task yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    temporal.close();
    engine.close();
    config.close();
    release.close();
    sweeps.close();
    activities.close();
    closeSource();
    tracing.close();
  }

  private void closeSource() {
    try {
      source.close();
    } catch (Exception e) {
      log.warn("the source of image streams could not be closed: {}", e.getMessage());
    }
  }
}
