package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What the recipient of a tag's notifications is told: that it fails, or how that ended. It says
 * nothing of where it is sent.
 *
 * @param tag the image stream tag
 * @param state what the task does, or how it ended
 * @param reason a name of {@link MirrorErrorType}, or another failure's type; null when mirrored
 * @param error one line for people; null when mirrored
 * @param since when the attempts began to fail; null when that is not known
 * @param decidedAt when the task decided to send it
 */
@WireRecord
public record Notification(
    TagReference tag, State state, String reason, String error, Instant since, Instant decidedAt) {

  /** For how long a recipient that cannot be reached is tried, to tell it of a failure. */
  private static final Duration TRY_FAILURE = Duration.ofDays(3);

  /** The same for the end of a failure: until then the task stays open. */
  private static final Duration TRY_END = Duration.ofHours(1);

  /** The state of the tag that a notification tells of. */
  public enum State {
    /** Fails in a way that is expected to pass, and has done so for long. */
    RETRYING,
    /** Waits, because trying again is unlikely to help. */
    PARKED,
    /** The destination has the source's digest again. */
    MIRRORED,
    /** No longer to be mirrored: the tag is gone, ignored or not watched, or a person ended it. */
    WITHDRAWN,
    /** The image is not to be mirrored. */
    SKIPPED;

    /** The name in histories and in messages: lower case. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state with this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static State of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** The state at the end of a task. */
    public static State of(MirrorResult.Outcome outcome) {
      return switch (outcome) {
        case MIRRORED, EQUAL -> MIRRORED;
        case WITHDRAWN -> WITHDRAWN;
        case SKIPPED -> SKIPPED;
      };
    }
  }

  /** Whether it tells of a failure, and not of the end of one. */
  public boolean ofFailure() {
    return state == State.RETRYING || state == State.PARKED;
  }

  /** How long after {@link #decidedAt} the attempts to send it end. */
  public Duration triedFor() {
    return ofFailure() ? TRY_FAILURE : TRY_END;
  }
}
