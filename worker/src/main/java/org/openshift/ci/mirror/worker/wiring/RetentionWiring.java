package org.openshift.ci.mirror.worker.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.activity.retention.DateTagPages;
import org.openshift.ci.mirror.activity.retention.RetentionActivitiesImpl;
import org.openshift.ci.mirror.activity.retention.RetentionTarget;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.config.BackfillImage;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.SupplementalImage;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.worker.metrics.RetentionMeters;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Creates the activity that removes date tags. */
final class RetentionWiring {

  private final WorkerSettings settings;
  private final RegistryEngine engine;
  private final Supplier<MirroringConfig> config;
  private final RetentionMeters meters;

  RetentionWiring(
      WorkerSettings settings,
      RegistryEngine engine,
      Supplier<MirroringConfig> config,
      MeterRegistry metrics) {
    this.settings = settings;
    this.engine = engine;
    this.config = config;
    this.meters = new RetentionMeters(metrics, InstantSource.system());
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
            () -> named(config.get()),
            InstantSource.system(),
            System::nanoTime);
    return new RetentionActivitiesImpl(
        pages, settings.sweeps().retention(), backpressure, client, meters);
  }

  /**
   * The digests and tags of the sources that a configuration names, wherever they are: the target
   * has several names.
   */
  static Set<String> named(MirroringConfig config) {
    return Stream.concat(
            config.backfill().stream().map(BackfillImage::source),
            config.supplemental().stream().map(SupplementalImage::source))
        .map(PullSpec::reference)
        .collect(Collectors.toUnmodifiableSet());
  }
}
