package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * How registries are spoken to.
 *
 * @param registryConfig a docker config file with credentials; null for anonymous access
 * @param insecureRegistries registries spoken to in plain HTTP, as {@code host:port}
 * @param requestsPerSecond most requests a second by {@code host} or {@code host:port}; each above
 *     0
 * @param referrers whether signatures and the like go with an image
 */
public record RegistrySettings(
    Path registryConfig,
    Set<String> insecureRegistries,
    Map<String, Double> requestsPerSecond,
    boolean referrers) {

  public RegistrySettings {
    insecureRegistries = Set.copyOf(insecureRegistries);
    requestsPerSecond = Map.copyOf(requestsPerSecond);
  }
}
