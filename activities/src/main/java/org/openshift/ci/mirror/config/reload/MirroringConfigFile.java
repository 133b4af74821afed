package org.openshift.ci.mirror.config.reload;

import java.nio.file.Path;
import java.util.Optional;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.ConfigText;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.files.FileLooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mirroring configuration in force, read from a file ({@code --config}). A change of the file
 * is in force within 3 seconds; when the new version is rejected, the one before stays in force.
 */
public final class MirroringConfigFile implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MirroringConfigFile.class);

  private final ReloadingFile<MirroringConfig> config;
  private final ConfigHandler handler;
  private final FileLooks looks;

  private MirroringConfigFile(ReloadingFile<MirroringConfig> config, ConfigHandler handler) {
    this.config = config;
    this.handler = handler;
    this.looks =
        config == null
            ? null
            : FileLooks.start(
                "mirroring-config",
                config::look,
                failure ->
                    log.error(
                        "a look at the mirroring configuration failed; its file is still followed",
                        failure));
  }

  /**
   * Reads the file, and watches it until {@link #close}.
   *
   * @param observer receives the first version too
   * @throws MirroringConfigException with all problems, when the file is rejected
   */
  public static MirroringConfigFile open(Path file, Endpoints endpoints, ConfigObserver observer)
      throws MirroringConfigException {
    ConfigHandler handler = new ConfigHandler(file, new ConfigReader(endpoints), observer);
    return new MirroringConfigFile(
        new ReloadingFile<>(file, ConfigText.MAX_BYTES, handler, System.nanoTime()), handler);
  }

  /** No file: a configuration without entries that never changes. */
  public static MirroringConfigFile none() {
    return new MirroringConfigFile(null, null);
  }

  /** The version in force: the same object until the version changes. */
  public MirroringConfig current() {
    return config == null ? MirroringConfig.empty() : config.current();
  }

  /** Adds a listener for new versions. */
  public void onChange(ConfigListener listener) {
    if (handler != null) {
      handler.onChange(listener);
    }
  }

  /** Why the file's content is not in force, in one line; empty when it is. */
  public Optional<String> problem() {
    if (config == null || config.problems().isEmpty()) {
      return Optional.empty();
    }
    int others = config.problems().size() - 1;
    return Optional.of(
        "the mirroring configuration is rejected, the version before stays in force: "
            + config.problems().getFirst()
            + (others > 0 ? " (and %d more)".formatted(others) : ""));
  }

  /** Stops the watch; the version in force stays. */
  @Override
  public void close() {
    if (looks != null) {
      looks.close();
    }
  }
}
