package org.openshift.ci.mirror.worker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.activity.retention.RetentionSettings;
import org.openshift.ci.mirror.model.SweepKind;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The flags for schedules. */
class SweepArgumentsTest {

  @Test
  void everyScheduleIsHourlyByDefault() {
    SweepSettings defaults = parse();
    for (SweepKind kind : SweepKind.values()) {
      assertEquals(Duration.ofHours(1), defaults.periods().get(kind), kind.wireName());
    }
    assertEquals(SweepSettings.TagApi.AUTO, defaults.tagApi());
    SweepSettings told =
        parse(
            "--resync-period=30m", "--art-period=0", "--backfill-period=0s", "--target-tag-api=no");
    assertEquals(Duration.ofMinutes(30), told.periods().get(SweepKind.RESYNC));
    assertEquals(Duration.ZERO, told.periods().get(SweepKind.ART));
    assertEquals(Duration.ZERO, told.periods().get(SweepKind.BACKFILL));
    assertEquals(SweepSettings.TagApi.NO, told.tagApi());
  }

  @Test
  void refusesAPeriodThatIsTooShortAndAMissingTokenFile() {
    SettingsException period =
        assertThrows(SettingsException.class, () -> parse("--supplemental-period=1s"));
    assertTrue(period.getMessage().startsWith("--supplemental-period:"), period.getMessage());
    SettingsException token =
        assertThrows(
            SettingsException.class, () -> parse("--target-tag-api-token=/does/not/exist"));
    assertTrue(token.getMessage().contains("/does/not/exist"), token.getMessage());
  }

  @Test
  void dateTagsAreKeptByDefaultAndCountedFirst() {
    assertFalse(parse().retention().isOn());
    assertFalse(parse("--date-tag-retention=0").retention().isOn());
    assertEquals(new RetentionSettings(30, false), parse("--date-tag-retention=30d").retention());
    assertEquals(
        new RetentionSettings(30, true),
        parse("--date-tag-retention=720h", "--date-tag-retention-dry-run=false").retention());
    assertEquals(
        new RetentionSettings(7, false),
        parse("--date-tag-retention=7", "--date-tag-retention-dry-run").retention());
    assertEquals(
        new RetentionSettings(7, false),
        parse(true, "--date-tag-retention=7", "--date-tag-retention-dry-run=false").retention());
  }

  @ParameterizedTest
  @ValueSource(strings = {"23h", "30m", "36h", "-1d", "1.5d", "d", "", "30 d", "1000000d", "week"})
  void anAgeThatIsNoNumberOfDaysIsRefused(String age) {
    ParameterException refused =
        assertThrows(ParameterException.class, () -> parse("--date-tag-retention=" + age));
    assertTrue(refused.getMessage().contains("--date-tag-retention"), refused.getMessage());
    assertTrue(refused.getMessage().contains("30d"), refused.getMessage());
  }

  private static SweepSettings parse(String... arguments) {
    return parse(false, arguments);
  }

  private static SweepSettings parse(boolean dryRun, String... arguments) {
    SweepArguments parsed = new SweepArguments();
    new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return parsed.toSettings(dryRun);
  }
}
