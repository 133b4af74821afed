package org.openshift.ci.mirror.worker;

import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Makes the registry engine from the worker's settings. */
final class EngineWiring {

  private EngineWiring() {}

  /**
   * The engine that the settings ask for.
   *
   * @throws SettingsException when the credentials file cannot be used
   */
  static RegistryEngine engine(WorkerSettings.Mirror settings) {
    EngineSettings engine = EngineSettings.defaults();
    if (settings.registryConfig() != null) {
      engine = engine.withCredentialsFile(settings.registryConfig());
    }
    for (String registry : settings.insecureRegistries()) {
      engine = engine.withInsecureRegistry(registry);
    }
    try {
      return RegistryEngine.create(engine);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--registry-config: " + e.getMessage(), e);
    }
  }
}
