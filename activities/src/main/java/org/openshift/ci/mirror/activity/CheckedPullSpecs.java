package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.registry.PullSpec;

/** Reads pull specs that came through Temporal: a person may have typed them. */
public final class CheckedPullSpecs {

  private CheckedPullSpecs() {}

  /**
   * The pull spec.
   *
   * @throws io.temporal.failure.ApplicationFailure of type PULL_SPEC_INVALID when it cannot be read
   */
  public static PullSpec parse(String text) {
    if (text == null) {
      throw invalid("a pull spec is missing in the task; start it again with one");
    }
    try {
      return PullSpec.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  /** As {@link #parse}, and it names a tag that can be set. */
  public static PullSpec parseTag(String text) {
    PullSpec spec = parse(text);
    if (spec.digest() != null) {
      throw invalid("'" + text + "' is no place to push to: expected registry/repository:tag");
    }
    return spec;
  }

  private static RuntimeException invalid(String message) {
    return ActivityFailures.of(new Problem(MirrorErrorType.PULL_SPEC_INVALID, message));
  }
}
