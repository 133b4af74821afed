package org.openshift.ci.mirror.worker.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.worker.metrics.ConfigMetrics;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** Opens the mirroring configuration, the file of {@code --config}. */
public final class ConfigWiring {

  private ConfigWiring() {}

  /**
   * Opens the configuration; without {@code --config} it is one without entries.
   *
   * @throws SettingsException with one line per problem, if the file is invalid
   */
  public static MirroringConfigFile open(WorkerSettings settings, MeterRegistry metrics) {
    Path file = settings.sources().config();
    if (file == null) {
      return MirroringConfigFile.none();
    }
    try {
      return MirroringConfigFile.open(file, endpoints(settings), new ConfigMetrics(metrics));
    } catch (MirroringConfigException e) {
      throw refusal("--config", file, e);
    }
  }

  /** The refusal of the file of a flag, with one line per problem. */
  static SettingsException refusal(String flag, Path file, MirroringConfigException e) {
    int count = e.problems().size();
    return new SettingsException(
        count == 1
            ? "%s: %s".formatted(flag, e.getMessage())
            : "%s: %s has %d problems:\n%s".formatted(flag, file, count, e.getMessage()),
        e);
  }

  /**
   * What is wrong with the configuration, for anybody: without the folder of its file.
   *
   * @param file the file of {@code --config}; null without one
   */
  public static Optional<String> problem(Path file, MirroringConfigFile config) {
    return config
        .problem()
        .map(problem -> problem.replace(file.toString(), file.getFileName().toString()));
  }

  /** The two ends of the mirror, as the settings name them. */
  public static Endpoints endpoints(WorkerSettings settings) {
    return new Endpoints(settings.mirror().sourceRegistry(), settings.mirror().targetRepository());
  }
}
