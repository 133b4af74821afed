package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.model.MirrorErrorType;

class TaskDelaysTest {

  private static final AttemptFailure TIMEOUT = failure(MirrorErrorType.TIMEOUT, null, null);

  @ParameterizedTest
  @CsvSource({"1,2", "2,4", "3,8", "7,128", "8,256", "9,300", "10,300", "1000,300"})
  void retriesDoubleUpToFiveMinutesWithJitterInTheUpperHalf(int failures, int seconds) {
    assertSpread(Duration.ofSeconds(seconds), TIMEOUT, failures);
  }

  @Test
  void isTheSameForTheSameRandomAndSpreadForOthers() {
    assertEquals(retry(TIMEOUT, 5, 7), retry(TIMEOUT, 5, 7));
    assertNotEquals(retry(TIMEOUT, 5, 7), retry(TIMEOUT, 5, 8));
  }

  @Test
  void isNeverShorterThanTheRegistryAskedFor() {
    Duration asked = Duration.ofMinutes(20);
    assertEquals(asked, retry(failure(MirrorErrorType.RATE_LIMITED, asked, null), 1, 1));
  }

  @Test
  void isNotShortenedByWhatTheRegistryAskedFor() {
    AttemptFailure soon = failure(MirrorErrorType.RATE_LIMITED, Duration.ofSeconds(1), null);
    assertEquals(retry(TIMEOUT, 9, 1), retry(soon, 9, 1));
  }

  @Test
  void isHoursForARegistryThatIsAway() {
    AttemptFailure away = failure(MirrorErrorType.REGISTRY_READ_ONLY, null, "quay.example");
    assertSpread(Duration.ofHours(4), away, 1);
  }

  @Test
  void doesNotGrowWhileTheWorkersRulesAreOutdated() {
    AttemptFailure outdated = failure(MirrorErrorType.RULES_OUTDATED, null, null);
    assertSpread(Duration.ofSeconds(2), outdated, 1);
    assertSpread(Duration.ofSeconds(4), outdated, 100);
  }

  @Test
  void aParkIsShorterWhenSeveralFailuresLedToIt() {
    assertEquals(Duration.ofHours(6), TaskDelays.parked(parkingAfter(1)));
    assertEquals(Duration.ofMinutes(30), TaskDelays.parked(parkingAfter(2)));
  }

  /** Asserts that delays fill the upper half below the longest. */
  private static void assertSpread(Duration longest, AttemptFailure failure, int failures) {
    Random random = new Random(1);
    Duration[] delays =
        Stream.generate(() -> TaskDelays.retry(failure, failures, random))
            .limit(1_000)
            .sorted()
            .toArray(Duration[]::new);
    Duration tenth = longest.dividedBy(10);
    assertTrue(delays[0].compareTo(longest.dividedBy(2)) >= 0, () -> "shortest: " + delays[0]);
    assertTrue(delays[0].compareTo(longest.dividedBy(2).plus(tenth)) < 0, () -> "" + delays[0]);
    assertTrue(delays[999].compareTo(longest) <= 0, () -> "longest: " + delays[999]);
    assertTrue(delays[999].compareTo(longest.minus(tenth)) > 0, () -> "longest: " + delays[999]);
  }

  private static Duration retry(AttemptFailure failure, int failures, long seed) {
    return TaskDelays.retry(failure, failures, new Random(seed));
  }

  private static AttemptFailure parkingAfter(int failures) {
    return new AttemptFailure("Some", "failed", failures, null, false, null, null);
  }

  private static AttemptFailure failure(
      MirrorErrorType type, Duration retryAfter, String registry) {
    return new AttemptFailure(
        type.wireName(), "failed", type.parkAfter(), retryAfter, false, registry, null);
  }
}
