package org.openshift.ci.mirror.api.problem;

import java.time.Duration;
import java.util.Locale;
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

  /** Why a request is refused that may be right in itself. */
  public enum Refusal {
    /** It needs a token, and has none. */
    NO_TOKEN,
    /** Its token is not the one of the file, or not one of the cluster. */
    WRONG_TOKEN,
    /** Its sender is known, and may not do that. */
    FORBIDDEN,
    /** Nobody may do that, because this service has no token to compare with. */
    SWITCHED_OFF,
    /** There are too many requests of its sort now. */
    BUSY;

    /** The name in metrics: lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final Refusal refusal;
  private final transient Duration retryAfter;

  private ApiProblem(
      Kind kind, Refusal refusal, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.refusal = refusal;
    this.retryAfter = retryAfter;
  }

  public static ApiProblem of(Kind kind, String message) {
    return new ApiProblem(kind, null, message, null, null);
  }

  /** The sender may not do that, or did not show who it is. */
  public static ApiProblem refused(Kind kind, Refusal refusal, String message) {
    return new ApiProblem(kind, refusal, message, null, null);
  }

  /** The request is malformed. */
  public static ApiProblem badRequest(String message) {
    return of(Kind.BAD_REQUEST, message);
  }

  /** The request cannot be answered now, for an unknown time. */
  public static ApiProblem unavailable(String message, Throwable cause) {
    return new ApiProblem(Kind.UNAVAILABLE, null, message, null, cause);
  }

  /** The request cannot be answered now; repeating it after the given time is likely to work. */
  public static ApiProblem busy(String message, Duration retryAfter) {
    return new ApiProblem(Kind.UNAVAILABLE, Refusal.BUSY, message, retryAfter, null);
  }

  public Kind kind() {
    return kind;
  }

  /** Why the request was refused; empty if it failed for another reason. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** When to repeat the request, if that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
