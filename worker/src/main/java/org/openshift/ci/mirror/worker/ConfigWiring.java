package org.openshift.ci.mirror.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Opens the mirroring configuration that the settings name. */
final class ConfigWiring {

  private ConfigWiring() {}

  /**
   * The configuration; one that asks for nothing where the settings name none.
   *
   * @throws SettingsException with a line for each problem, when the file cannot be in force
   */
  static MirroringConfigFile open(WorkerSettings settings, MeterRegistry metrics) {
    Path file = settings.sources().config();
    if (file == null) {
      return MirroringConfigFile.none();
    }
    try {
      return MirroringConfigFile.open(file, endpoints(settings), new ConfigMetrics(metrics));
    } catch (MirroringConfigException e) {
      int count = e.problems().size();
      throw new SettingsException(
          count == 1
              ? "--config: " + e.getMessage()
              : "--config: %s has %d problems:\n%s".formatted(file, count, e.getMessage()),
          e);
    }
  }

  /** The two ends of the mirror, as the settings name them. */
  static Endpoints endpoints(WorkerSettings settings) {
    return new Endpoints(settings.mirror().sourceRegistry(), settings.mirror().targetRepository());
  }
}
