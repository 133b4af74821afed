package org.openshift.ci.mirror.api.listing;

import io.temporal.common.SearchAttributeKey;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;

/**
 * A visibility query for open mirror tasks.
 *
 * @param text the query in Temporal's list filter syntax
 */
public record TaskQuery(String text) {

  private static final int MAX_VALUE_LENGTH = 255;

  /** Every open mirror task. */
  public static TaskQuery openTasks() {
    return new TaskQuery(MirrorTaskWorkflow.OPEN_TASKS);
  }

  /**
   * This query with the condition that the search attribute has this value.
   *
   * @throws ApiProblem when the value has a character that no search attribute of a mirror task
   *     has; Temporal's stores differ in how they escape backslashes and double quotes
   */
  public TaskQuery where(SearchAttributeKey<String> key, String value) {
    boolean strange =
        value.chars().anyMatch(c -> c == '\\' || c == '"' || Character.isISOControl(c));
    if (value.isEmpty() || value.length() > MAX_VALUE_LENGTH || strange) {
      throw ApiProblem.badRequest(
          "a filter's value must have 1 to %d characters, none of them a backslash, a double quote or"
                  .formatted(MAX_VALUE_LENGTH)
              + " a control character");
    }
    return and(key.getName() + "='" + value.replace("'", "''") + "'");
  }

  /** This query with the condition that the search attribute has this value. */
  public TaskQuery where(SearchAttributeKey<Boolean> key, boolean value) {
    return and(key.getName() + "=" + value);
  }

  private TaskQuery and(String condition) {
    return new TaskQuery(text + " AND " + condition);
  }
}
