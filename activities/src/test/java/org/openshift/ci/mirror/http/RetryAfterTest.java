package org.openshift.ci.mirror.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  @Test
  void readsSecondsAndDates() {
    assertEquals(Optional.of(Duration.ofSeconds(17)), RetryAfter.parse(" 17 ", clock));
    assertEquals(
        Optional.of(Duration.ofSeconds(90)),
        RetryAfter.parse("Tue, 24 Nov 2026 10:01:30 GMT", clock));
    assertEquals(
        Optional.of(Duration.ZERO), RetryAfter.parse("Tue, 24 Nov 2026 09:00:00 GMT", clock));
  }

  @Test
  void waitsNoLongerThanAnHourWhateverIsAsked() {
    assertEquals(Optional.of(Duration.ofHours(1)), RetryAfter.parse("999999999", clock));
    assertEquals(
        Optional.of(Duration.ofHours(1)), RetryAfter.parse("Tue, 24 Nov 2099 10:01:30 GMT", clock));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "9999999999999999999", "24 Nov 2026"})
  void ignoresAnythingElse(String value) {
    assertEquals(Optional.empty(), RetryAfter.parse(value, clock));
  }
}
