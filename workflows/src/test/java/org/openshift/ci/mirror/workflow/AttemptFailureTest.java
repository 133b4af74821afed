package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.Samples;

class AttemptFailureTest {

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT_TYPE_HEARTBEAT, PushTags: its worker stopped heartbeating; the task tries again",
    "TIMEOUT_TYPE_START_TO_CLOSE, PushTags: not finished within its timeout; the task tries again"
  })
  void aTimeoutIsPassing(TimeoutType type, String message) {
    AttemptFailure failure = of(new TimeoutFailure("activity timeout", null, type));

    assertEquals(
        new AttemptFailure("Timeout", message, Integer.MAX_VALUE, null, false, null, null),
        failure);
    assertFalse(failure.permanent());
  }

  @Test
  void whatTheServerOrTheSdkMadeIsPassing() {
    AttemptFailure failure = of(new TerminatedFailure("gone", null));
    assertEquals(
        new AttemptFailure(
            "Unexpected", failure.message(), Integer.MAX_VALUE, null, false, null, null),
        failure);
    assertEquals("Unexpected", of(null).errorType());
  }

  @Test
  void anActivitySaysWhenToParkAndWhenToTryAgain() {
    AttemptFailure permanent = of(Failures.of(MirrorErrorType.MANIFEST_SCHEMA1));
    assertEquals("ManifestSchema1", permanent.errorType());
    assertTrue(permanent.permanent());
    assertNull(permanent.retryAfter());

    AttemptFailure limited = of(Failures.rateLimited(Duration.ofSeconds(90)));
    assertEquals(Duration.ofSeconds(90), limited.retryAfter());
    assertFalse(limited.permanent());
  }

  @Test
  void anActivitySaysWhichRegistryIsAway() {
    AttemptFailure away = of(Failures.away(MirrorErrorType.REGISTRY_READ_ONLY, "quay.example"));
    assertEquals("quay.example", away.registry());
    assertFalse(away.permanent());
    assertNull(of(Failures.of(MirrorErrorType.TIMEOUT)).registry());
  }

  @Test
  void anActivitySaysForWhichClaimItFailed() {
    Claim claim = Samples.claim(Samples.CLI, null);
    AttemptFailure missing = of(Failures.whileReading(claim, MirrorErrorType.SOURCE_MISSING));
    assertEquals(claim, missing.claim());
    assertEquals(MirrorErrorType.SOURCE_MISSING.parkAfter(), missing.parkAfter());
    assertNull(of(Failures.of(MirrorErrorType.SOURCE_MISSING)).claim());
  }

  @Test
  void aProblemIsPermanent() {
    Problem problem = new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, "ocp/4.20:cli has no image");
    assertEquals(
        new AttemptFailure(
            "SourceTagEmpty", "ocp/4.20:cli has no image", 1, null, false, null, null),
        AttemptFailure.of(problem));
  }

  @Test
  void aMessageIsNeitherMissingNorLong() {
    assertEquals("Odd", of(ApplicationFailure.newFailure(null, "Odd")).message());
    String message = of(ApplicationFailure.newFailure("x".repeat(5_000), "Odd")).message();
    assertEquals("x".repeat(1_000) + "…", message);
  }

  @Test
  void aTypeIsNeverMissing() {
    assertEquals("Unexpected", of(ApplicationFailure.newFailure("odd", "")).errorType());
  }

  private static AttemptFailure of(Throwable cause) {
    return AttemptFailure.of(
        new ActivityFailure(
            "activity failed",
            1,
            2,
            "PushTags",
            "activity-id",
            RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED,
            "worker",
            cause));
  }
}
