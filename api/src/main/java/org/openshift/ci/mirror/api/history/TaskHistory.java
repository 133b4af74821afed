package org.openshift.ci.mirror.api.history;

/** What became of mirror tasks lately. */
@FunctionalInterface
public interface TaskHistory {

  /** The last 24 hours. Throws {@code ApiProblem} when Temporal cannot answer. */
  HistoryReport read();
}
