package org.openshift.ci.mirror.testing;

import java.time.Duration;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.EngineSettings.Concurrency;
import org.openshift.ci.mirror.registry.EngineSettings.Timeouts;

/** Settings of the registry engine that no flag changes. */
public final class TestSettings {

  private TestSettings() {}

  /** The same settings with this for every timeout. */
  public static EngineSettings withTimeouts(EngineSettings settings, Duration each) {
    return withTimeouts(settings, new Timeouts(each, each, each, each));
  }

  /** The same settings with these timeouts. */
  public static EngineSettings withTimeouts(EngineSettings settings, Timeouts timeouts) {
    return with(settings, settings.concurrency(), timeouts);
  }

  /** The same settings with this concurrency. */
  public static EngineSettings withConcurrency(EngineSettings settings, Concurrency concurrency) {
    return with(settings, concurrency, settings.timeouts());
  }

  private static EngineSettings with(
      EngineSettings settings, Concurrency concurrency, Timeouts timeouts) {
    return new EngineSettings(
        settings.credentialsFile(),
        settings.certificateAuthorities(),
        settings.insecureRegistries(),
        settings.requestsPerSecond(),
        settings.images(),
        concurrency,
        timeouts);
  }
}
