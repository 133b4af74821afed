package org.openshift.ci.mirror.activity;

import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;

/** Where runs are counted. */
public interface RunMetrics {

  /** A page of a run was compared. */
  void compared(RunKind kind, RunSummary page);

  /** A run came to its end. */
  void finished(RunKind kind);
}
