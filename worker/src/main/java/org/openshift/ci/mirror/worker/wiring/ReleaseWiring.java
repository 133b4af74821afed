package org.openshift.ci.mirror.worker.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.openshift.ci.mirror.release.follow.ReleaseWatch;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.openshift.ci.mirror.worker.metrics.ReleaseMetrics;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** The test inputs of the release repository, if the settings name one. */
public final class ReleaseWiring implements AutoCloseable {

  public static final String FLAG = "--release-repo-git-sync-path";

  private final Optional<ReleaseWatch> watch;

  private ReleaseWiring(Optional<ReleaseWatch> watch) {
    this.watch = watch;
  }

  /**
   * Opens the release repository, which is not read before {@link #begin}.
   *
   * @throws SettingsException if the folder is not a checkout of openshift/release
   */
  public static ReleaseWiring open(WorkerSettings.Sources settings, MeterRegistry metrics) {
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

  /** Reads the whole repository, and begins to follow its changes. */
  public void begin() throws InterruptedException {
    if (watch.isPresent()) {
      watch.get().start();
    }
  }

  /** The current test inputs; the same object until they change. */
  public TestInputs current() {
    return watch.map(ReleaseWatch::testInputs).orElseGet(TestInputs::none);
  }

  @Override
  public void close() {
    watch.ifPresent(ReleaseWatch::close);
  }
}
