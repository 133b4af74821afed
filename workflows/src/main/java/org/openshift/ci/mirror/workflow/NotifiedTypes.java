package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.model.Notification;

/**
 * The types of failures of which somebody was notified, or could not be. They are kept in the memo,
 * which shows them, and which each new run of the task gets.
 */
final class NotifiedTypes {

  private static final String SEPARATOR = ", ";
  private static final String GIVEN_UP = " (given up)";

  /** By type, whether somebody was reached. */
  private final Map<String, Boolean> types = new LinkedHashMap<>();

  /** Those that the memo of the task has. */
  static NotifiedTypes ofTask() {
    NotifiedTypes notified = new NotifiedTypes();
    if (Workflow.getMemo(MirrorMemo.NOTIFIED, String.class) instanceof String memo
        && !memo.isEmpty()) {
      for (String type : memo.split(SEPARATOR, -1)) {
        boolean reached = !type.endsWith(GIVEN_UP);
        notified.types.put(
            reached ? type : type.substring(0, type.length() - GIVEN_UP.length()), reached);
      }
    }
    return notified;
  }

  /** Whether nobody needs to be told of failures of this type any more. */
  boolean has(String type) {
    return types.containsKey(type);
  }

  /** Whether somebody knows of a failure. */
  boolean anyReached() {
    return types.containsValue(true);
  }

  /** Somebody was told. */
  void reached(Notification notification) {
    handled(notification, true);
  }

  /** Nobody could be told. */
  void gaveUp(Notification notification) {
    handled(notification, false);
  }

  private void handled(Notification notification, boolean reached) {
    if (notification.ofFailure()) {
      types.put(notification.reason(), reached);
    } else {
      types.clear();
    }
    Workflow.upsertMemo(Collections.singletonMap(MirrorMemo.NOTIFIED, inWords()));
  }

  private String inWords() {
    return types.entrySet().stream()
        .map(type -> type.getKey() + (type.getValue() ? "" : GIVEN_UP))
        .collect(Collectors.joining(SEPARATOR));
  }
}
