package org.openshift.ci.mirror.worker.settings;

import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags about the release repository. */
public final class ReleaseArguments {

  @Option(
      names = "--release-repo-git-sync-path",
      paramLabel = "DIR",
      description =
          "A checkout of openshift/release, as git-sync keeps it: the images that its tests use are"
              + " mirrored. Followed when it changes.")
  Path releaseRepository;

  @Option(
      names = "--github-raw-url",
      paramLabel = "URL",
      description =
          "Where the .ci-operator.yaml of repositories is read that name their build root"
              + " themselves, as URL/org/repo/branch/.ci-operator.yaml. Default: ${DEFAULT-VALUE}.")
  String githubRaw = "https://raw.githubusercontent.com";

  /** The checkout; null where the flag was not given. */
  public Path releaseRepository() {
    return releaseRepository;
  }

  /**
   * The base of addresses at GitHub.
   *
   * @throws SettingsException when it is none
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
      // Refused below, like all others.
    }
    throw new SettingsException(
        "--github-raw-url: '%s' is not an address such as https://raw.githubusercontent.com"
            .formatted(githubRaw));
  }
}
