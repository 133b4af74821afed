package org.openshift.ci.mirror.worker.settings;

import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags for the release repository. */
public final class ReleaseArguments {

  @Option(
      names = "--release-repo-git-sync-path",
      paramLabel = "DIR",
      description =
          "A checkout of openshift/release, as git-sync keeps it. The images that its tests use are"
              + " mirrored. Re-read when it changes.")
  Path releaseRepository;

  @Option(
      names = "--github-raw-url",
      paramLabel = "URL",
      description =
          "Base URL for the .ci-operator.yaml of repositories that name their build root there:"
              + " URL/org/repo/branch/.ci-operator.yaml. Default: ${DEFAULT-VALUE}.")
  String githubRaw = "https://raw.githubusercontent.com";

  /** The checkout, or null if the flag is missing. */
  public Path releaseRepository() {
    return releaseRepository;
  }

  /**
   * The base URL for files at GitHub.
   *
   * @throws SettingsException if it is not an http or https URL
   */
  public URI githubRaw() {
    try {
      URI uri = URI.create(githubRaw);
      if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, like any other invalid URL.
    }
    throw new SettingsException(
        "--github-raw-url: '%s' is not a URL such as https://raw.githubusercontent.com"
            .formatted(githubRaw));
  }
}
