package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openshift.ci.mirror.activity.retention.RetentionSettings;
import org.openshift.ci.mirror.model.SweepKind;

/**
 * When sweeps run, how they read digests at the target, and which date tags are removed.
 *
 * @param periods the period of each sweep's schedule; zero for no schedule
 * @param tagApi whether the target has quay's own API
 * @param tagApiToken a file with a token for that API; null for none
 * @param retention which date tags are removed at the target
 */
public record SweepSettings(
    Map<SweepKind, Duration> periods,
    TagApi tagApi,
    Path tagApiToken,
    RetentionSettings retention) {

  /** Whether the target has quay's own API. */
  public enum TagApi {
    /** It has if its registry is quay.io. */
    AUTO,
    YES,
    NO
  }

  public SweepSettings {
    periods = Map.copyOf(periods);
  }
}
