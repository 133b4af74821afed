package org.openshift.ci.mirror.contract;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.Problem;

/** Keys of a mirror task's memo: values to show, not to search by. All are strings. */
public final class MirrorMemo {

  /** The image stream tag, {@code namespace/name:tag}. */
  public static final String TAG = "tag";

  /** Pull spec of the source. */
  public static final String SOURCE = "source";

  /** Pull spec of the floating tag. */
  public static final String DESTINATION = "destination";

  /** Pull spec of the date tag. */
  public static final String DATE_DESTINATION = "dateDestination";

  /** When the task was started, RFC 3339; kept by continue-as-new. */
  public static final String CREATED_AT = "createdAt";

  /** Message of the last failure; empty after a success. */
  public static final String LAST_ERROR = "lastError";

  /** When the task checks again without a trigger, RFC 3339; empty while it does not wait. */
  public static final String NEXT_ATTEMPT_AT = "nextAttemptAt";

  /** Failures in a row, a decimal number. */
  public static final String FAILURES = "failures";

  /** The registry whose return the task waits for, {@code host[:port]}; empty for none. */
  public static final String WAITS_FOR = "waitsFor";

  /** What a person asked of the task last, who and why; one line. */
  public static final String LAST_REQUEST = "lastRequest";

  /**
   * The failures of which somebody was notified, as a list of their types; empty after that was
   * told to be over.
   */
  public static final String NOTIFIED = "notified";

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
          FAILURES,
          WAITS_FOR,
          LAST_REQUEST,
          NOTIFIED);

  /** In characters. */
  private static final int MAX_MESSAGE_LENGTH = 1_000;

  private MirrorMemo() {}

  /** The memo of a new task. */
  public static Map<String, Object> initial(Destination destination, Instant now) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(TAG, destination.tag().toString());
    memo.put(CREATED_AT, now.toString());
    return memo;
  }

  /** The memo of a new task whose image could not be mirrored just now. */
  static Map<String, Object> failing(
      Destination destination, Claim claim, Problem problem, Instant now) {
    Map<String, Object> memo = initial(destination, now);
    memo.putAll(places(claim, now));
    memo.put(LAST_ERROR, shortened(problem.message()));
    memo.put(FAILURES, "1");
    memo.put(NEXT_ATTEMPT_AT, now.toString());
    return memo;
  }

  /** The message, cut to a length that fits into a memo. */
  public static String shortened(String message) {
    return message.length() <= MAX_MESSAGE_LENGTH
        ? message
        : message.substring(0, MAX_MESSAGE_LENGTH) + "…";
  }

  /**
   * The values for a claim's tag, source and destinations, as far as they are known.
   *
   * @param day a moment of the UTC day that the date tag gets
   */
  public static Map<String, Object> places(Claim claim, Instant day) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(TAG, claim.tag().toString());
    if (claim.source() != null) {
      memo.put(SOURCE, claim.source());
    }
    if (claim.destination() != null) {
      memo.put(DESTINATION, claim.destination());
    }
    if (claim.digest() != null && claim.destination() != null) {
      String dated = DateTag.pullSpecFor(claim.owner(), claim.destination(), claim.digest(), day);
      if (dated != null) {
        memo.put(DATE_DESTINATION, dated);
      }
    }
    return memo;
  }
}
