package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.log.LogFormat;
import org.openshift.ci.mirror.version.BuildVersion;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of the worker. Flags that the original tool has keep their names and meaning. */
public final class WorkerArguments {

  @Mixin ReleaseArguments release;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The mirroring configuration: supplemental, ART and ignored images, backfill.")
  Path config;

  @Option(
      names = "--notifications",
      paramLabel = "FILE",
      description = "Who is notified of which tags' failures. Default: nobody.")
  Path notifications;

  @Mixin RegistryArguments registries;

  @Option(
      names = "--additional-image-stream-tag",
      paramLabel = "NS/NAME:TAG",
      description = "Also mirror this tag. May be repeated.")
  List<String> additionalTags = new ArrayList<>();

  @Option(
      names = "--additional-image-stream",
      paramLabel = "NS/NAME",
      description = "Also mirror every tag of this image stream. May be repeated.")
  List<String> additionalStreams = new ArrayList<>();

  @Option(
      names = "--additional-image-stream-namespace",
      paramLabel = "NS",
      description = "Also mirror every tag in this namespace. May be repeated.")
  List<String> additionalNamespaces = new ArrayList<>();

  @Option(
      names = "--ignore-image-stream-tag",
      paramLabel = "NS/NAME:TAG",
      description = "Never mirror this tag, whatever other rules say. May be repeated.")
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
      description = "Only plan; push nothing. Default: ${DEFAULT-VALUE}.")
  boolean dryRun;

  @Option(
      names = "--source-registry",
      paramLabel = "HOST",
      description = "The registry that serves the image streams. Default: ${DEFAULT-VALUE}.")
  String sourceRegistry = "registry.ci.openshift.org";

  @Option(
      names = "--target-repository",
      paramLabel = "REPOSITORY",
      description = "The repository to push tags to. Default: ${DEFAULT-VALUE}.")
  String targetRepository = "quay.io/openshift/ci";

  @Option(
      names = "--image-streams",
      paramLabel = "PATH",
      description =
          "Read image streams from this file or folder (YAML or JSON) instead of from a cluster.")
  Path imageStreams;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "Read image streams from this cluster. Default: KUBECONFIG, ~/.kube/config, or the pod's"
              + " service account.")
  Path kubeconfig;

  @Mixin SweepArguments sweeps;

  @Mixin TemporalArguments temporal;

  @Mixin DeploymentArguments deployment;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      description =
          "IP address on which --metrics-port listens, such as 127.0.0.1. Default:"
              + " ${DEFAULT-VALUE}, every interface.")
  String metricsHost = "0.0.0.0";

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Port for /metrics, /healthz and /readyz; 0: none. Default: ${DEFAULT-VALUE}.")
  int metricsPort = 9090;

  @Option(
      names = "--gracePeriod",
      paramLabel = "DURATION",
      description =
          "How long running pushes may take at shutdown, such as 30s or 5m. Default: 30s.",
      converter = DurationConverter.class)
  Duration gracePeriod = Duration.ofSeconds(30);

  /** Counts from this flag on, so that no line of the worker has the other format. */
  @Option(
      names = "--log-format",
      paramLabel = "plain|json",
      description =
          "How lines of the log are written; json: an object on each line, with tag, owner, workflow"
              + " and run of the mirror task. Default: plain.")
  void setLogFormat(LogFormat format) {
    format.use();
  }

  /** Converts the flags to immutable settings. */
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
        sweeps.toSettings(dryRun),
        notifications,
        temporal.toSettings(),
        deployment.toSettings(dryRun, BuildVersion.current()),
        new WorkerSettings.ProcessSettings(metricsHost, metricsPort, gracePeriod));
  }

  /** The flags for the release repository. */
  public ReleaseArguments release() {
    return release;
  }
}
