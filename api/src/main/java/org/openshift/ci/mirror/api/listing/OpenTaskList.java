package org.openshift.ci.mirror.api.listing;

/** The open mirror tasks. Both methods throw {@code ApiProblem} when Temporal cannot answer. */
public interface OpenTaskList {

  /** How many tasks match. */
  long count(TaskQuery query);

  /**
   * A page of the tasks that match, newest first.
   *
   * @param limit how many entries to return at most, 1 to 1,000
   * @param pageToken the token of the page before; empty for the first page
   */
  TaskPage page(TaskQuery query, int limit, String pageToken);
}
