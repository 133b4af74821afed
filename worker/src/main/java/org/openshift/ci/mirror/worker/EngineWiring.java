package org.openshift.ci.mirror.worker;

import java.nio.file.Path;
import java.util.Map;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.worker.settings.RegistrySettings;
import org.openshift.ci.mirror.worker.settings.SettingsException;

/** Makes the registry engine from the settings. */
final class EngineWiring {

  private EngineWiring() {}

  /**
   * The engine that the settings ask for.
   *
   * @param onlyValidManifestV2Images whether docker images with a layer that is not gzip-compressed
   *     are left out
   * @throws SettingsException when the credentials file or a certificate authority file cannot be
   *     used
   */
  static RegistryEngine engine(RegistrySettings settings, boolean onlyValidManifestV2Images) {
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
      return RegistryEngine.create(engine);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }
}
