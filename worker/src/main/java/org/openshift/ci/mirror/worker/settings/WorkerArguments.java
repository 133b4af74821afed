package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of the worker; names and meaning are the original's where it has them. */
public final class WorkerArguments {

  @Mixin ReleaseArguments release;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The mirroring configuration: supplemental, ART and ignored images, backfill.")
  Path config;

  @Mixin RegistryArguments registries;

  @Option(
      names = "--additional-image-stream-tag",
      paramLabel = "NS/NAME:TAG",
      description = "Mirror this tag as well. May be repeated.")
  List<String> additionalTags = new ArrayList<>();

  @Option(
      names = "--additional-image-stream",
      paramLabel = "NS/NAME",
      description = "Mirror every tag of this image stream as well. May be repeated.")
  List<String> additionalStreams = new ArrayList<>();

  @Option(
      names = "--additional-image-stream-namespace",
      paramLabel = "NS",
      description = "Mirror every tag in this namespace as well. May be repeated.")
  List<String> additionalNamespaces = new ArrayList<>();

  @Option(
      names = "--ignore-image-stream-tag",
      paramLabel = "NS/NAME:TAG",
      description = "Never mirror this tag, whatever else says so. May be repeated.")
  List<String> ignoredTags = new ArrayList<>();

  @Option(
      names = "--only-valid-manifest-v2-images",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "Skip docker v2 images with a layer that is not gzip-compressed: their task ends as"
              + " SKIPPED, and its last error says why.")
  boolean onlyValidManifestV2Images;

  @Option(
      names = "--dry-run",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Plan, and push nothing. Default: ${DEFAULT-VALUE}.")
  boolean dryRun = true;

  @Option(
      names = "--source-registry",
      paramLabel = "HOST",
      description = "The registry that serves the image streams. Default: ${DEFAULT-VALUE}.")
  String sourceRegistry = "registry.ci.openshift.org";

  @Option(
      names = "--target-repository",
      paramLabel = "REPOSITORY",
      description = "The repository that gets the tags. Default: ${DEFAULT-VALUE}.")
  String targetRepository = "quay.io/openshift/ci";

  @Option(
      names = "--image-streams",
      paramLabel = "PATH",
      description =
          "Read image streams from this file or folder (YAML or JSON) instead of a cluster.")
  Path imageStreams;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "Read image streams from this cluster. Default: KUBECONFIG, ~/.kube/config, or the pod's"
              + " service account.")
  Path kubeconfig;

  @Mixin SweepArguments runs;

  @Mixin TemporalArguments temporal;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serve /metrics, /healthz and /readyz here; 0: do not. Default: ${DEFAULT-VALUE}.")
  int metricsPort = 9090;

  @Option(
      names = "--gracePeriod",
      paramLabel = "DURATION",
      description = "How long running pushes may go on at shutdown, as 30s or 5m. Default: 30s.",
      converter = DurationConverter.class)
  Duration gracePeriod = Duration.ofSeconds(30);

  /** The settings, as one value that does not change any more. */
  public WorkerSettings toSettings() {
    return new WorkerSettings(
        new WorkerSettings.Mirror(
            sourceRegistry,
            targetRepository,
            registries.toSettings(),
            onlyValidManifestV2Images,
            dryRun),
        new WorkerSettings.Sources(
            imageStreams,
            kubeconfig,
            release.releaseRepository(),
            release.githubRaw(),
            config,
            additionalTags,
            additionalStreams,
            additionalNamespaces,
            ignoredTags),
        runs.toSettings(),
        temporal.toSettings(),
        new WorkerSettings.ProcessSettings(metricsPort, gracePeriod));
  }

  /** The flags about the release repository. */
  public ReleaseArguments release() {
    return release;
  }
}
