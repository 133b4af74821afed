package org.openshift.ci.mirror.worker.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.activity.retention.ConfiguredSources;
import org.openshift.ci.mirror.activity.retention.DateTagPages;
import org.openshift.ci.mirror.activity.retention.RetentionActivitiesImpl;
import org.openshift.ci.mirror.activity.retention.RetentionTarget;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.config.BackfillImage;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.SupplementalImage;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.worker.metrics.RetentionMetrics;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Creates the activity that removes date tags. */
final class RetentionWiring {

  private final WorkerSettings settings;
  private final RegistryEngine engine;
  private final MirroringConfigFile config;
  private final RetentionMetrics metrics;

  RetentionWiring(
      WorkerSettings settings,
      RegistryEngine engine,
      MirroringConfigFile config,
      MeterRegistry registry) {
    this.settings = settings;
    this.engine = engine;
    this.config = config;
    this.metrics = new RetentionMetrics(registry, InstantSource.system());
  }

  RetentionActivitiesImpl activities(WorkflowClient client, Backpressure backpressure) {
    DateTagPages pages =
        new DateTagPages(
            engine,
            engine,
            new RetentionTarget(
                settings.mirror().targetRepository(),
                TargetTagApi.isUsed(settings),
                TargetTagApi.token(settings)),
            settings.sweeps().retention(),
            () -> sources(config),
            InstantSource.system(),
            System::nanoTime);
    return new RetentionActivitiesImpl(
        pages, settings.sweeps().retention(), backpressure, client, metrics);
  }

  /**
   * The digests and tags of the sources that a configuration names, wherever they are: the target
   * has several names. An entry or a version that is not in force may name more.
   */
  static ConfiguredSources sources(MirroringConfigFile file) {
    // In this order: a version that is put in force in between has no problem.
    Optional<String> rejected = file.problem();
    MirroringConfig config = file.current();
    return new ConfiguredSources(
        Stream.concat(
                config.backfill().stream().map(BackfillImage::source),
                config.supplemental().stream().map(SupplementalImage::source))
            .map(PullSpec::reference)
            .collect(Collectors.toUnmodifiableSet()),
        rejected.or(() -> config.leftOut().stream().findFirst().map(ConfigProblem::toString)));
  }
}
