package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openshift.ci.mirror.model.RunKind;

/**
 * When the lists are worked through, and how digests at the target are read.
 *
 * @param periods how often each list is worked through; zero for never by itself
 * @param tagApi whether the target has quay's own API
 * @param tagApiToken a file with the token for it; null for none
 */
public record RunSettings(Map<RunKind, Duration> periods, TagApi tagApi, Path tagApiToken) {

  /** Whether the target has quay's own API. */
  public enum TagApi {
    /** It has where its registry is quay.io. */
    AUTO,
    YES,
    NO
  }

  public RunSettings {
    periods = Map.copyOf(periods);
  }
}
