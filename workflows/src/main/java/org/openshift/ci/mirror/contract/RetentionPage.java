package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * How far a retention sweep has come.
 *
 * @param after the last date tag that was handled, in alphabetical order; null at the beginning
 * @param last whether the sweep is at its end
 * @param soFar the summary up to and including that tag; null at the beginning
 */
@WireRecord
public record RetentionPage(String after, boolean last, RetentionSummary soFar) {

  /** The beginning of a sweep. */
  public static RetentionPage first() {
    return new RetentionPage(null, false, null);
  }
}
