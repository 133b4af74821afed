package org.openshift.ci.mirror.release.index;

import java.util.List;

/**
 * The steps of a test or of a workflow. A section that is null is not given, so that the workflow's
 * applies; an empty one is given, and replaces the workflow's.
 *
 * @param pre steps before the test
 * @param test the test's steps
 * @param post steps after it
 */
record StepSections(List<Step> pre, List<Step> test, List<Step> post) {

  static final StepSections NONE = new StepSections(null, null, null);

  /** These sections, and the workflow's where one is not given. */
  StepSections over(StepSections workflow) {
    return new StepSections(
        pre == null ? workflow.pre : pre,
        test == null ? workflow.test : test,
        post == null ? workflow.post : post);
  }
}
