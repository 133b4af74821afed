package org.openshift.ci.mirror.worker.settings;

import io.temporal.common.WorkerDeploymentVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.connection.TemporalAccess;

/**
 * The settings of a worker. A path is null if its flag was not given.
 *
 * @param mirror what is mirrored from where to where, and how
 * @param sources where image streams are read, and which tags are watched
 * @param sweeps when sweeps run
 * @param notifications the file that says who is notified of failures
 * @param temporal how to reach Temporal
 * @param deployment the worker deployment and the build that this worker belongs to; null for none
 * @param process settings of the process itself
 */
public record WorkerSettings(
    Mirror mirror,
    Sources sources,
    SweepSettings sweeps,
    Path notifications,
    TemporalAccess temporal,
    WorkerDeploymentVersion deployment,
    ProcessSettings process) {

  /**
   * Where images come from and go to.
   *
   * @param sourceRegistry host of the registry that serves the image streams
   * @param targetRepository the repository to push tags to
   * @param registries how to talk to registries
   * @param onlyValidManifestV2Images skip docker v2 images with a layer that is not gzip-compressed
   * @param dryRun only plan; push nothing
   */
  public record Mirror(
      String sourceRegistry,
      String targetRepository,
      RegistrySettings registries,
      boolean onlyValidManifestV2Images,
      boolean dryRun) {}

  /**
   * Where the image streams are read, and which of their tags are watched.
   *
   * @param imageStreams a file or folder of image streams instead of a cluster
   * @param kubeconfig the cluster's kubeconfig; null for the usual places, or the pod's service
   *     account
   * @param releaseRepository a checkout of openshift/release
   * @param githubRaw base URL for files with build roots in repositories at GitHub
   * @param config the mirroring configuration
   * @param additionalTags {@code namespace/name:tag}
   * @param additionalStreams {@code namespace/name}
   * @param additionalNamespaces namespaces
   * @param ignoredTags {@code namespace/name:tag}
   */
  public record Sources(
      Path imageStreams,
      Path kubeconfig,
      Path releaseRepository,
      URI githubRaw,
      Path config,
      List<String> additionalTags,
      List<String> additionalStreams,
      List<String> additionalNamespaces,
      List<String> ignoredTags) {

    public Sources {
      additionalTags = List.copyOf(additionalTags);
      additionalStreams = List.copyOf(additionalStreams);
      additionalNamespaces = List.copyOf(additionalNamespaces);
      ignoredTags = List.copyOf(ignoredTags);
    }
  }

  /**
   * Settings of the process.
   *
   * @param metricsHost the IP address on which metrics and probes are served
   * @param metricsPort the port for metrics and probes; 0 for none
   * @param gracePeriod how long running pushes may take at shutdown
   */
  public record ProcessSettings(String metricsHost, int metricsPort, Duration gracePeriod) {}
}
