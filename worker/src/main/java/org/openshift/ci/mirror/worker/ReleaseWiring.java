package org.openshift.ci.mirror.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.openshift.ci.mirror.release.follow.ReleaseWatch;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** The test inputs of the release repository that the settings name, if they name one. */
final class ReleaseWiring implements AutoCloseable {

  static final String FLAG = "--release-repo-git-sync-path";

  private final Optional<ReleaseWatch> watch;

  private ReleaseWiring(Optional<ReleaseWatch> watch) {
    this.watch = watch;
  }

  /**
   * Opens the release repository; nothing of it is in force before {@link #begin}.
   *
   * @throws SettingsException when the folder is no checkout of openshift/release
   */
  static ReleaseWiring open(WorkerSettings.Sources settings, MeterRegistry metrics) {
    if (settings.releaseRepository() == null) {
      return new ReleaseWiring(Optional.empty());
    }
    try {
      return new ReleaseWiring(
          Optional.of(
              new ReleaseWatch(
                  settings.releaseRepository(),
                  settings.githubRaw(),
                  new ReleaseMetrics(metrics))));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(FLAG + ": " + e.getMessage(), e);
    }
  }

  /** Reads all of it, and begins to follow it. */
  void begin() throws InterruptedException {
    if (watch.isPresent()) {
      watch.get().start();
    }
  }

  /** The test inputs in force: the same object as long as they are the same. */
  TestInputs current() {
    return watch.map(ReleaseWatch::testInputs).orElseGet(TestInputs::none);
  }

  @Override
  public void close() {
    watch.ifPresent(ReleaseWatch::close);
  }
}
