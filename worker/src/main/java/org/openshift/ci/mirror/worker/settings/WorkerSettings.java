package org.openshift.ci.mirror.worker.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the worker was told at its start. Paths are null where the flag was not given.
 *
 * @param mirror where images come from and go to, and how
 * @param sources where the image streams are read
 * @param runs when lists are worked through
 * @param temporal the Temporal service
 * @param process how the process itself behaves
 */
public record WorkerSettings(
    Mirror mirror,
    Sources sources,
    SweepSettings runs,
    Temporal temporal,
    ProcessSettings process) {

  /**
   * Where images come from and go to.
   *
   * @param sourceRegistry host of the registry that serves the image streams
   * @param targetRepository the repository that gets the tags
   * @param registries how registries are spoken to
   * @param onlyValidManifestV2Images skip docker v2 images with a layer that is not compressed
   * @param dryRun plan, and push nothing
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
   * @param imageStreams a file or folder of image streams, instead of a cluster
   * @param kubeconfig the cluster's kubeconfig; null for the usual places or the service account
   * @param releaseRepository a checkout of openshift/release
   * @param githubRaw where repositories are asked for their build root
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
   * The Temporal service.
   *
   * @param address {@code host:port} of its frontend
   * @param namespace the namespace that must exist there
   */
  public record Temporal(String address, String namespace) {}

  /**
   * How the process behaves.
   *
   * @param metricsPort where Prometheus reads; 0 for none
   * @param gracePeriod how long running pushes may go on at shutdown
   */
  public record ProcessSettings(int metricsPort, Duration gracePeriod) {}
}
