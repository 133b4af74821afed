package org.openshift.ci.mirror.api.listing;

import io.temporal.common.SearchAttributeKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorErrorType;

/**
 * A visibility query for open mirror tasks.
 *
 * @param text the query in Temporal's list filter syntax
 * @param wanted the values that it asks for, by search attribute
 */
public record TaskQuery(String text, Map<String, String> wanted) {

  private static final int MAX_VALUE_LENGTH = 255;

  /** The fields of entries that hold search attributes. */
  private static final Map<String, Function<MirrorEntry, String>> FIELDS =
      Map.of(
          MirrorSearchAttributes.STALE.getName(), entry -> Boolean.toString(entry.stale()),
          MirrorSearchAttributes.MIRROR_OWNER.getName(), MirrorEntry::owner,
          MirrorSearchAttributes.MIRROR_STATE.getName(), MirrorEntry::state,
          MirrorSearchAttributes.MIRROR_ERROR_TYPE.getName(), MirrorEntry::errorType,
          MirrorSearchAttributes.IMAGE_NAMESPACE.getName(), entry -> entry.sourceTag().namespace(),
          MirrorSearchAttributes.IMAGE_NAME.getName(), entry -> entry.sourceTag().name(),
          MirrorSearchAttributes.IMAGE_TAG.getName(), entry -> entry.sourceTag().tag());

  public TaskQuery {
    wanted = Map.copyOf(wanted);
  }

  /** Every open mirror task. */
  public static TaskQuery openTasks() {
    return new TaskQuery(MirrorTaskWorkflow.OPEN_TASKS, Map.of());
  }

  /** Tasks that a person withdrew after a moment; they are not open. For counts only. */
  public static TaskQuery withdrawnByHandSince(Instant moment) {
    return new TaskQuery(
        "WorkflowType='%s' AND ExecutionStatus='Completed' AND %s='%s' AND CloseTime>'%s'"
            .formatted(
                MirrorTaskWorkflow.TYPE,
                MirrorSearchAttributes.MIRROR_ERROR_TYPE.getName(),
                MirrorErrorType.WITHDRAWN_BY_HAND.wireName(),
                moment),
        Map.of());
  }

  /** Whether Temporal would select the task of this entry. */
  boolean selects(MirrorEntry entry) {
    return wanted.entrySet().stream()
        .allMatch(want -> want.getValue().equals(FIELDS.get(want.getKey()).apply(entry)));
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
    return and(key, "'" + value.replace("'", "''") + "'", value);
  }

  /** This query with the condition that the search attribute has this value. */
  public TaskQuery where(SearchAttributeKey<Boolean> key, boolean value) {
    return and(key, Boolean.toString(value), Boolean.toString(value));
  }

  /**
   * This query without the tasks whose search attribute has this value. For counts and batches
   * only: lists are narrowed by the values that they ask for.
   */
  public TaskQuery whereNot(SearchAttributeKey<String> key, String value) {
    return new TaskQuery(
        "%s AND (%s IS NULL OR %s!='%s')".formatted(text, key.getName(), key.getName(), value),
        wanted);
  }

  /**
   * This query for the tasks that show a failure: those that have failed since they last succeeded.
   * For counts only, as {@link #whereNot}.
   */
  public TaskQuery showsFailure() {
    String type = MirrorSearchAttributes.MIRROR_ERROR_TYPE.getName();
    return new TaskQuery(text + " AND " + type + " IS NOT NULL", wanted);
  }

  /**
   * This query for the tasks whose run began before a moment. For counts only, as {@link
   * #whereNot}.
   */
  public TaskQuery startedBefore(Instant moment) {
    return new TaskQuery("%s AND StartTime<'%s'".formatted(text, moment), wanted);
  }

  private TaskQuery and(SearchAttributeKey<?> key, String literal, String value) {
    Map<String, String> more = new HashMap<>(wanted);
    more.put(key.getName(), value);
    return new TaskQuery(text + " AND " + key.getName() + "=" + literal, more);
  }
}
