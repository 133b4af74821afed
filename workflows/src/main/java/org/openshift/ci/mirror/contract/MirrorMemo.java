package org.openshift.ci.mirror.contract;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;

/** Keys of a mirror task's memo: values that are shown but not searched by. All are strings. */
public final class MirrorMemo {

  /** The image stream tag, {@code namespace/name:tag}. */
  public static final String TAG = "tag";

  /** Pull spec of the source. */
  public static final String SOURCE = "source";

  /** Pull spec of the floating tag. */
  public static final String DESTINATION = "destination";

  /** Pull spec of the date tag. */
  public static final String DATE_DESTINATION = "dateDestination";

  /** When the task was accepted, RFC 3339; it outlives continue-as-new. */
  public static final String CREATED_AT = "createdAt";

  /** Message of the last failure; empty after a success. */
  public static final String LAST_ERROR = "lastError";

  /** When the task tries again by itself, RFC 3339; empty while it is at work. */
  public static final String NEXT_ATTEMPT_AT = "nextAttemptAt";

  /** Failures in a row, a decimal number. */
  public static final String FAILURES = "failures";

  /** Every key. */
  public static final List<String> KEYS =
      List.of(
          TAG,
          SOURCE,
          DESTINATION,
          DATE_DESTINATION,
          CREATED_AT,
          LAST_ERROR,
          NEXT_ATTEMPT_AT,
          FAILURES);

  private MirrorMemo() {}

  /** What a task begins with. */
  public static Map<String, Object> initial(MirrorTask task, Instant now) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(TAG, task.tag().toString());
    memo.put(CREATED_AT, now.toString());
    memo.putAll(places(task.owner(), task.source(), task.destination(), task.sourceDigest(), now));
    return memo;
  }

  /**
   * Source and destinations of a task, as far as they are known; null stands for not known.
   *
   * @param now the moment whose UTC day the date tag has
   */
  public static Map<String, Object> places(
      MirrorOwner owner, String source, String destination, String digest, Instant now) {
    Map<String, Object> memo = new LinkedHashMap<>();
    if (source != null) {
      memo.put(SOURCE, source);
    }
    if (destination != null) {
      memo.put(DESTINATION, destination);
      String dated =
          digest == null ? null : DestinationTags.datedFor(owner, destination, digest, now);
      if (dated != null) {
        memo.put(DATE_DESTINATION, dated);
      }
    }
    return memo;
  }
}
