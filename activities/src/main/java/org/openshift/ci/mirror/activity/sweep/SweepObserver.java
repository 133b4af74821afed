package org.openshift.ci.mirror.activity.sweep;

import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;

/** Receives what sweeps compare, for metrics. */
public interface SweepObserver {

  /** A page of a sweep was compared. */
  void compared(SweepKind kind, SweepSummary page);

  /** A sweep ended. */
  void finished(SweepKind kind);
}
