package org.openshift.ci.mirror.api.listing;

/** The open mirror tasks. Both methods throw {@code ApiProblem} when they cannot be read now. */
public interface OpenTasks {

  /** How many match. */
  long count(TaskQuery query);

  /**
   * Some of those that match, newest first.
   *
   * @param limit most entries wanted, 1 to 1,000
   * @param pageToken the token of the page before; empty for the first page
   */
  TaskPage page(TaskQuery query, int limit, String pageToken);
}
