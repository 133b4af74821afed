package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the worker talks to registries.
 *
 * @param registryConfig a docker config file with credentials; null for anonymous access
 * @param certificateAuthorities PEM files of certificates to trust in addition to the JDK's
 * @param insecureRegistries registries to reach over plain HTTP, as {@code host:port}
 * @param requestsPerSecond the highest rates of requests by {@code host} or {@code host:port}, each
 *     above 0
 * @param referrers whether signatures and other referrers are copied with an image
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
