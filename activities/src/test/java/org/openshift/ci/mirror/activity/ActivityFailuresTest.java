package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** How exceptions of an activity become failures. */
class ActivityFailuresTest {

  @Test
  void workThatWasInterruptedIsNoUnexpectedFailure() {
    ApplicationFailure failure =
        Failures.of(
            MirrorErrorType.TIMEOUT,
            () ->
                ActivityFailures.translating(
                    () -> {
                      throw new CancellationException("cancelled while waiting");
                    }));
    assertEquals("interrupted, because the worker stops", failure.getOriginalMessage());
    assertNull(failure.getCause());
    assertEquals(Integer.MAX_VALUE, Failures.detail(failure).parkAfter());
  }

  @ParameterizedTest
  @CsvSource({
    "REGISTRY_ERROR,   true,  5",
    "REGISTRY_ERROR,   false, 2147483647",
    "MANIFEST_SCHEMA1, true,  1",
  })
  void aServersErrorThatBlamesTheRequestParksAfterSeveral(
      RegistryError type, boolean definite, int parkAfter) {
    RegistryException e =
        new RegistryException(
            type, "refused", FailureScope.WRITE, "a.example", null, null, definite);
    ApplicationFailure failure = ActivityFailures.of(e, null);
    assertEquals(parkAfter, Failures.detail(failure).parkAfter());
  }
}
