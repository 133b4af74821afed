package org.openshift.ci.mirror.activity.retention;

import org.openshift.ci.mirror.model.RetentionSummary;

/** Receives what retention sweeps do, for metrics. */
public interface RetentionObserver {

  /**
   * A page ended.
   *
   * @param before the summary before the page; null if it was the first
   * @param now the summary including the page
   */
  void handled(RetentionSummary before, RetentionSummary now);

  /** A sweep ended. */
  void finished();
}
