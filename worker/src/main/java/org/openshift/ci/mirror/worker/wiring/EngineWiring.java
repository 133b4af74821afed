package org.openshift.ci.mirror.worker.wiring;

import java.nio.file.Path;
import java.util.Map;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.worker.settings.RegistrySettings;
import org.openshift.ci.mirror.worker.settings.SettingsException;

/** Creates the registry engine from the settings. */
public final class EngineWiring {

  private EngineWiring() {}

  /**
   * Creates the engine.
   *
   * @param onlyValidManifestV2Images whether docker images with a layer that is not gzip-compressed
   *     are skipped
   * @param observer receives what the engine does
   * @throws SettingsException if the credentials file or a certificate authority file cannot be
   *     used
   */
  public static RegistryEngine engine(
      RegistrySettings settings, boolean onlyValidManifestV2Images, EngineObserver observer) {
    EngineSettings engine =
        EngineSettings.defaults()
            .withImages(new EngineSettings.Images(onlyValidManifestV2Images, settings.referrers()));
    if (settings.registryConfig() != null) {
      engine = engine.withCredentialsFile(settings.registryConfig());
    }
    for (Path file : settings.certificateAuthorities()) {
      engine = engine.withCertificateAuthority(file);
    }
    for (String registry : settings.insecureRegistries()) {
      engine = engine.withInsecureRegistry(registry);
    }
    for (Map.Entry<String, Double> rate : settings.requestsPerSecond().entrySet()) {
      engine = engine.withRequestsPerSecond(rate.getKey(), rate.getValue());
    }
    try {
      return RegistryEngine.create(engine, observer);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }
}
