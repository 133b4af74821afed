package org.openshift.ci.mirror.activity.sweep;

import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;

/** Where runs are counted. */
public interface SweepMetrics {

  /** A page of a run was compared. */
  void compared(SweepKind kind, SweepSummary page);

  /** A run came to its end. */
  void finished(SweepKind kind);
}
