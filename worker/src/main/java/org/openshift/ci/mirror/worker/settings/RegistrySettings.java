package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to connect to registries.
 *
 * @param registryConfig a docker config file with credentials; null for anonymous access
 * @param certificateAuthorities PEM files of certificates to trust in addition to the JDK's
 * @param insecureRegistries registries reached over plain HTTP, as {@code host:port}
 * @param requestsPerSecond most requests a second by {@code host} or {@code host:port}; each above
 *     0
 * @param referrers whether the signatures of an image are copied with it
 */
public record RegistrySettings(
    Path registryConfig,
    List<Path> certificateAuthorities,
    Set<String> insecureRegistries,
    Map<String, Double> requestsPerSecond,
    boolean referrers) {

  public RegistrySettings {
    certificateAuthorities = List.copyOf(certificateAuthorities);
    insecureRegistries = Set.copyOf(insecureRegistries);
    requestsPerSecond = Map.copyOf(requestsPerSecond);
  }
}
