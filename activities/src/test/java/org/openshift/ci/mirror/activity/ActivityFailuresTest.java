package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;

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
}
