package org.openshift.ci.mirror.worker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.SweepKind;
import picocli.CommandLine;

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

  private static SweepSettings parse(String... arguments) {
    SweepArguments parsed = new SweepArguments();
    new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return parsed.toSettings();
  }
}
