package org.openshift.ci.mirror.api.problem;

import java.time.Duration;
import java.util.Optional;

/**
 * A request that is not answered as asked. The message is for the one who asked: one line that says
 * what was tried, why it failed and what to do.
 */
public final class ApiProblem extends RuntimeException {

  /** Whose turn it is to do something. */
  public enum Kind {
    /** The request cannot be understood; asking again without a change is pointless. */
    BAD_REQUEST,
    /** The request carries no credential. */
    UNAUTHORIZED,
    /** The request carries a wrong credential, or what it asks for is not set up here. */
    FORBIDDEN,
    /** Nothing is known of what was asked for. */
    NOT_FOUND,
    /** Something else holds what was asked for. */
    CONFLICT,
    /** The request is fine and cannot be answered now. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final transient Duration retryAfter;

  private ApiProblem(Kind kind, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** A problem of the given kind. */
  public static ApiProblem of(Kind kind, String message) {
    return new ApiProblem(kind, message, null, null);
  }

  /** The request cannot be understood. */
  public static ApiProblem badRequest(String message) {
    return of(Kind.BAD_REQUEST, message);
  }

  /** It cannot be answered now, and nobody knows for how long. */
  public static ApiProblem unavailable(String message, Throwable cause) {
    return new ApiProblem(Kind.UNAVAILABLE, message, null, cause);
  }

  /** It cannot be answered now, and asking again after the given time is likely to work. */
  public static ApiProblem busy(String message, Duration retryAfter) {
    return new ApiProblem(Kind.UNAVAILABLE, message, retryAfter, null);
  }

  public Kind kind() {
    return kind;
  }

  /** When to ask again, where that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
