package org.openshift.ci.mirror.worker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.RunKind;
import picocli.CommandLine;

/** The flags about schedules. */
class RunArgumentsTest {

  @Test
  void everyListIsWorkedThroughHourlyUnlessToldOtherwise() {
    RunSettings defaults = parse();
    for (RunKind kind : RunKind.values()) {
      assertEquals(Duration.ofHours(1), defaults.periods().get(kind), kind.wireName());
    }
    assertEquals(RunSettings.TagApi.AUTO, defaults.tagApi());
    RunSettings told =
        parse(
            "--resync-period=30m", "--art-period=0", "--backfill-period=0s", "--target-tag-api=no");
    assertEquals(Duration.ofMinutes(30), told.periods().get(RunKind.RESYNC));
    assertEquals(Duration.ZERO, told.periods().get(RunKind.ART));
    assertEquals(Duration.ZERO, told.periods().get(RunKind.BACKFILL));
    assertEquals(RunSettings.TagApi.NO, told.tagApi());
  }

  @Test
  void refusesAPeriodThatIsTooShortAndATokenThatIsNotThere() {
    SettingsException period =
        assertThrows(SettingsException.class, () -> parse("--supplemental-period=1s"));
    assertTrue(period.getMessage().startsWith("--supplemental-period:"), period.getMessage());
    SettingsException token =
        assertThrows(
            SettingsException.class, () -> parse("--target-tag-api-token=/does/not/exist"));
    assertTrue(token.getMessage().contains("/does/not/exist"), token.getMessage());
  }

  private static RunSettings parse(String... arguments) {
    RunArguments parsed = new RunArguments();
    new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return parsed.toSettings();
  }
}
