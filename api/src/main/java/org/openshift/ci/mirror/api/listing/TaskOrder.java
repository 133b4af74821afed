package org.openshift.ci.mirror.api.listing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openshift.ci.mirror.api.listing.MirrorEntry.SourceTag;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/** The orders in which open tasks can be listed. */
public enum TaskOrder {
  /** The last started first: Temporal's own order, and the only one on all its stores. */
  NEWEST,
  /** The one that has been open longest first. */
  OLDEST,
  /** By namespace, name and tag. */
  TAG,
  /** The most failures in a row first; of equally many, the oldest. */
  FAILURES;

  /** The values of the parameter {@code sort}. */
  public static final List<String> NAMES =
      Arrays.stream(values()).map(TaskOrder::wireName).toList();

  /** Smaller than every character of a name. */
  private static final char END = '\0';

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The order with this name.
   *
   * @throws ApiProblem when there is none
   */
  static TaskOrder of(String name) {
    return Arrays.stream(values())
        .filter(order -> order.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiProblem.badRequest(
                    "'sort' is '%s', and must be one of: %s"
                        .formatted(name, String.join(", ", NAMES))));
  }

  /** A text whose place among those of other tasks is the task's place; no two tasks share one. */
  String key(MirrorEntry entry) {
    long createdAt = entry.createdAt().toEpochMilli();
    String place =
        switch (this) {
          case NEWEST -> number(Long.MAX_VALUE - createdAt);
          case OLDEST -> number(createdAt);
          case TAG -> tag(entry);
          case FAILURES -> number(Integer.MAX_VALUE - entry.failures()) + number(createdAt);
        };
    return place + END + entry.workflowId();
  }

  private static String tag(MirrorEntry entry) {
    SourceTag tag = entry.sourceTag();
    return tag.namespace() + END + tag.name() + END + tag.tag();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%019d", value);
  }
}
