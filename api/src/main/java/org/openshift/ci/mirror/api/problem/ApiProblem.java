package org.openshift.ci.mirror.api.problem;

import java.time.Duration;
import java.util.Optional;

/**
 * A request that cannot be answered. The message is one line for the client: what was tried, why it
 * failed and what to do.
 */
public final class ApiProblem extends RuntimeException {

  /** The kind of problem, independent of HTTP's status codes. */
  public enum Kind {
    /** The request is malformed; repeating it is pointless. */
    BAD_REQUEST,
    /** The request carries no credential. */
    UNAUTHORIZED,
    /** The request carries a wrong credential, or the function is switched off. */
    FORBIDDEN,
    /** The requested thing is not known. */
    NOT_FOUND,
    /** Something else is in the way of the request. */
    CONFLICT,
    /** The request is valid but cannot be answered now. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final transient Duration retryAfter;

  private ApiProblem(Kind kind, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public static ApiProblem of(Kind kind, String message) {
    return new ApiProblem(kind, message, null, null);
  }

  /** The request is malformed. */
  public static ApiProblem badRequest(String message) {
    return of(Kind.BAD_REQUEST, message);
  }

  /** The request cannot be answered now, for an unknown time. */
  public static ApiProblem unavailable(String message, Throwable cause) {
    return new ApiProblem(Kind.UNAVAILABLE, message, null, cause);
  }

  /** The request cannot be answered now; repeating it after the given time is likely to work. */
  public static ApiProblem busy(String message, Duration retryAfter) {
    return new ApiProblem(Kind.UNAVAILABLE, message, retryAfter, null);
  }

  public Kind kind() {
    return kind;
  }

  /** When to repeat the request, if that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
