package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.function.Executable;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** The failures of activities. */
public final class Failures {

  private Failures() {}

  /** Runs the work, and expects it to fail with this type. */
  public static ApplicationFailure of(MirrorErrorType type, Executable work) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, work);
    assertEquals(type.wireName(), failure.getType(), failure.getOriginalMessage());
    return failure;
  }

  public static FailureDetail detail(ApplicationFailure failure) {
    return failure.getDetails().get(0, FailureDetail.class);
  }
}
