package org.openshift.ci.mirror.worker.settings;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/** Refuses invalid settings at the start of a command. */
public final class SettingsCheck {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?");
  private static final int HIGHEST_PORT = 65535;

  private SettingsCheck() {}

  /**
   * Checks everything that needs no network.
   *
   * @throws SettingsException if a setting is invalid, with the flag, its value and what is
   *     expected
   */
  public static void check(WorkerSettings settings) {
    WorkerSettings.Sources sources = settings.sources();
    file("--config", sources.config());
    file("--kubeconfig", sources.kubeconfig());
    file("--notifications", settings.notifications());
    folder("--release-repo-git-sync-path", sources.releaseRepository());
    host("--source-registry", settings.mirror().sourceRegistry());
    registry("--source-registry", settings.mirror().sourceRegistry());
    repository(settings.mirror().targetRepository());
    ipAddress("--metrics-host", settings.process().metricsHost());
    port("--metrics-port", settings.process().metricsPort());
  }

  static void file(String flag, Path path) {
    if (path != null && !Files.isReadable(path)) {
      throw new SettingsException(flag + ": there is no readable file " + path);
    }
    if (path != null && Files.isDirectory(path)) {
      throw new SettingsException(flag + ": " + path + " is a folder, and a file is expected");
    }
    if (path != null && !Files.isRegularFile(path)) {
      throw new SettingsException(
          flag + ": " + path + " is a pipe or a device, and a regular file is expected");
    }
  }

  private static void folder(String flag, Path path) {
    if (path != null && !Files.isDirectory(path)) {
      throw new SettingsException(flag + ": there is no folder " + path);
    }
  }

  static void host(String flag, String value) {
    if (!HOST.matcher(value).matches()) {
      throw new SettingsException(
          flag + ": '" + value + "' is not a registry: expected host or host:port");
    }
    // A pull spec that begins with such a name is of Docker Hub, as for docker.
    if (!value.matches(".*[.:].*|localhost")) {
      throw new SettingsException(
          "%s: '%s' is not a registry: a host without a dot needs its port, as in %s:443"
              .formatted(flag, value, value));
    }
  }

  /** Refuses a host that no pull spec can have, such as an IPv6 address. */
  private static void registry(String flag, String value) {
    try {
      var _ = PullSpec.parse(value + "/namespace/name:tag");
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "%s: '%s' cannot be used: %s".formatted(flag, value, e.getMessage()), e);
    }
  }

  private static void ipAddress(String flag, String value) {
    try {
      InetAddress _ = InetAddress.ofLiteral(value);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          flag + ": '" + value + "' is not an IP address such as 127.0.0.1", e);
    }
  }

  private static void port(String flag, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new SettingsException(flag + ": " + port + " is not a port (0 to 65535)");
    }
  }

  private static void repository(String repository) {
    String sample = FloatingTag.pullSpec(repository, new TagReference("ns", "name", "tag"));
    try {
      PullSpec parsed = PullSpec.parse(sample);
      if (!sample.startsWith(parsed.registry() + "/")) {
        throw new IllegalArgumentException("the registry's host is missing");
      }
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "--target-repository: '%s' is not a repository such as quay.io/openshift/ci: %s"
              .formatted(repository, e.getMessage()),
          e);
    }
  }
}
