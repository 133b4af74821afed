package org.openshift.ci.mirror.worker.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.openshift.ci.mirror.activity.retention.RetentionSettings;
import org.openshift.ci.mirror.model.SweepKind;
import picocli.CommandLine.Option;

/** The flags for schedules of sweeps, and for reading digests at the target in bulk. */
public final class SweepArguments {

  private static final Duration SHORTEST = Duration.ofSeconds(10);

  @Option(
      names = "--supplemental-period",
      paramLabel = "DURATION",
      description = "How often supplementalCIImages are compared; 0: never. Default: 1h.",
      converter = DurationConverter.class)
  Duration supplemental = Duration.ofHours(1);

  @Option(
      names = "--art-period",
      paramLabel = "DURATION",
      description = "How often the tags that match artImages are compared; 0: never. Default: 1h.",
      converter = DurationConverter.class)
  Duration art = Duration.ofHours(1);

  @Option(
      names = "--backfill-period",
      paramLabel = "DURATION",
      description = "How often qciToAppCIImages are compared; 0: never. Default: 1h.",
      converter = DurationConverter.class)
  Duration backfill = Duration.ofHours(1);

  @Option(
      names = "--resync-period",
      paramLabel = "DURATION",
      description = "How often every watched tag is compared; 0: never. Default: 1h.",
      converter = DurationConverter.class)
  Duration resync = Duration.ofHours(1);

  @Option(
      names = "--target-tag-api",
      paramLabel = "auto|yes|no",
      description =
          "Read digests at the target from quay's own API, a hundred at a time. auto: if the target"
              + " is at quay.io. Default: auto.")
  SweepSettings.TagApi tagApi = SweepSettings.TagApi.AUTO;

  @Option(
      names = "--target-tag-api-token",
      paramLabel = "FILE",
      description =
          "A file with an OAuth token (scope repo:read) for that API, needed if the repository is not"
              + " public. With --date-tag-retention, the API removes tags if this token is given"
              + " (scope repo:write), else the registry does. Re-read at every use.")
  Path tagApiToken;

  @Option(
      names = "--date-tag-retention",
      paramLabel = "DAYS",
      description =
          "Once a day, look for date tags at the target that are older than this, such as 30d; 0:"
              + " never. The newest date tag of an image that another tag points to always stays."
              + " Default: 0.",
      converter = DaysConverter.class)
  int dateTagRetention;

  @Option(
      names = "--date-tag-retention-dry-run",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "Only count these date tags, and remove none. A worker with --dry-run never removes any."
              + " Default: ${DEFAULT-VALUE}.")
  boolean dateTagRetentionDryRun = true;

  /**
   * Converts the flags to settings.
   *
   * @param dryRun whether the worker only plans
   * @throws SettingsException if a period is too short, or a file is missing
   */
  SweepSettings toSettings(boolean dryRun) {
    Map<SweepKind, Duration> periods = new EnumMap<>(SweepKind.class);
    periods.put(SweepKind.SUPPLEMENTAL, checked("--supplemental-period", supplemental));
    periods.put(SweepKind.ART, checked("--art-period", art));
    periods.put(SweepKind.BACKFILL, checked("--backfill-period", backfill));
    periods.put(SweepKind.RESYNC, checked("--resync-period", resync));
    SettingsCheck.file("--target-tag-api-token", tagApiToken);
    return new SweepSettings(
        periods,
        tagApi,
        tagApiToken,
        new RetentionSettings(dateTagRetention, !dryRun && !dateTagRetentionDryRun));
  }

  private static Duration checked(String flag, Duration period) {
    if (!period.isZero() && period.compareTo(SHORTEST) < 0) {
      throw new SettingsException(
          "%s: %d ms is too short: at least 10s, or 0 for never"
              .formatted(flag, period.toMillis()));
    }
    return period;
  }
}
