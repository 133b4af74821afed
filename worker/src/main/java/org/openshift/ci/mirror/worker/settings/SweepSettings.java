package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openshift.ci.mirror.model.SweepKind;

/**
 * When the lists are worked through, and how digests at the target are read.
 *
 * @param periods how often each list is worked through; zero for never by itself
 * @param tagApi whether the target has quay's own API
 * @param tagApiToken a file with the token for it; null for none
 */
public record SweepSettings(Map<SweepKind, Duration> periods, TagApi tagApi, Path tagApiToken) {

  /** Whether the target has quay's own API. */
  public enum TagApi {
    /** It has where its registry is quay.io. */
    AUTO,
    YES,
    NO
  }

  public SweepSettings {
    periods = Map.copyOf(periods);
  }
}
