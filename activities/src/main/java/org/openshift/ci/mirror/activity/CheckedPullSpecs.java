package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.registry.PullSpec;

/** Parses the pull specs of claims and requests, which a person may have typed. */
public final class CheckedPullSpecs {

  private CheckedPullSpecs() {}

  /**
   * Parses a pull spec.
   *
   * @throws io.temporal.failure.ApplicationFailure of type PULL_SPEC_INVALID when it is null or no
   *     pull spec
   */
  public static PullSpec parse(String text) {
    if (text == null) {
      throw invalid("the pull spec is missing; this is a defect of this program");
    }
    try {
      return PullSpec.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  /** As {@link #parse}, and refuses one with a digest, which names no tag that can be written. */
  public static PullSpec parseTag(String text) {
    PullSpec spec = parse(text);
    if (spec.digest() != null) {
      throw invalid("'" + text + "' cannot be pushed to: expected registry/repository:tag");
    }
    return spec;
  }

  private static RuntimeException invalid(String message) {
    return ActivityFailures.of(new Problem(MirrorErrorType.PULL_SPEC_INVALID, message));
  }
}
