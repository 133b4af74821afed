package org.openshift.ci.mirror.config.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parses versions of the mirroring configuration, logs what becomes of them, and passes it on. */
final class ConfigHandler implements ReloadingFile.Handler<MirroringConfig> {

  private static final Logger log = LoggerFactory.getLogger(ConfigHandler.class);

  private final Path file;
  private final ConfigReader reader;
  private final ConfigObserver observer;
  private final List<ConfigListener> listeners = new CopyOnWriteArrayList<>();

  ConfigHandler(Path file, ConfigReader reader, ConfigObserver observer) {
    this.file = file;
    this.reader = reader;
    this.observer = observer;
  }

  void onChange(ConfigListener listener) {
    listeners.add(listener);
  }

  @Override
  public MirroringConfig read(byte[] content) throws MirroringConfigException {
    return reader.read(content, file.toString());
  }

  @Override
  public void inForce(MirroringConfig before, MirroringConfig now) {
    log.info("{}: in force: {}", file, now);
    now.leftOut().forEach(problem -> log.warn("{}; the entry is left out", problem));
    observer.inForce(now);
    if (before != now) {
      listeners.forEach(listener -> tell(listener, before, now));
    }
  }

  private static void tell(ConfigListener listener, MirroringConfig before, MirroringConfig now) {
    try {
      listener.changed(before, now);
    } catch (RuntimeException e) {
      log.error("a listener for the new mirroring configuration failed", e);
    }
  }

  @Override
  public void rejected(List<ConfigProblem> found) {
    log.error(
        "{} is rejected, and the version before stays in force; {}",
        file,
        found.size() == 1 ? "one problem:" : found.size() + " problems:");
    found.forEach(problem -> log.error("{}", problem));
    observer.rejected(found);
  }
}
