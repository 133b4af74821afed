package org.openshift.ci.mirror.registry.internal.error;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.openshift.ci.mirror.http.RetryAfter;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.GuardExpiredException;
import org.openshift.ci.mirror.registry.internal.http.HttpTransport;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/** Creates exceptions that say what was tried, why it failed, and what to do. */
public final class RegistryFailures {

  private final Clock clock;

  public RegistryFailures(Clock clock) {
    this.clock = clock;
  }

  /**
   * The failure for an unsuccessful answer; reads its body and closes it.
   *
   * @param secrets to be removed from the message
   * @param credentialAdvice what to do when the credentials were refused
   */
  public RegistryException ofAnswer(
      RegistryRequest request,
      RegistryResponse response,
      List<String> secrets,
      String credentialAdvice) {
    try (response) {
      String contentType = response.header("Content-Type").orElse("");
      // What another server answers is not the registry's, and may be from within a network.
      ErrorBody body =
          request.isElsewhere()
              ? ErrorBody.EMPTY
              : ErrorBody.parse(response.beginning(ErrorBody.MAX_BYTES), contentType, secrets);
      int status = response.status();
      ErrorTable.ErrorClass error =
          ErrorTable.classify(request.kind(), status, body, contentType.contains("html"));
      boolean definite = ErrorTable.isDefinite(status, body);
      String reason = body.toString();
      String advice;
      if (error.type() == RegistryError.CREDENTIALS_REFUSED) {
        advice = credentialAdvice;
      } else if (definite) {
        advice = "worth another try; if it fails again, the registry does not accept this";
      } else {
        advice = ErrorTable.advice(error.type(), request.kind());
      }
      String message =
          "cannot %s: %s answered %d%s%s"
              .formatted(
                  request.purpose(),
                  line(request),
                  status,
                  reason.isEmpty() ? "" : " (" + reason + ")",
                  advice.isEmpty() ? "" : "; " + advice);
      return new RegistryException(
          error.type(),
          message,
          error.scope(),
          request.repository().registry(),
          retryAfter(response).orElse(null),
          null,
          definite);
    }
  }

  /** The failure for a missing or incomplete answer. */
  public static RegistryException ofBreak(RegistryRequest request, Exception cause) {
    RegistryError type;
    String why;
    if (cause instanceof ConnectionRequestTimeoutException) {
      type = RegistryError.TIMEOUT;
      why = "all connections to it were in use";
    } else if (cause instanceof SocketTimeoutException
        || cause instanceof InterruptedIOException
        || cause instanceof HttpTransport.StalledException) {
      type = RegistryError.TIMEOUT;
      why = "got no answer in time";
    } else if (cause instanceof HttpException) {
      type = RegistryError.REGISTRY_ERROR;
      why = "got an answer that is not HTTP";
    } else {
      type = RegistryError.REGISTRY_UNREACHABLE;
      why = describe(request.uri(), cause);
    }
    boolean restartHelps =
        request.kind() == RequestKind.UPLOAD && type == RegistryError.REGISTRY_UNREACHABLE;
    return new RegistryException(
        type,
        "cannot %s: %s %s; %s"
            .formatted(
                request.purpose(), line(request), why, ErrorTable.advice(type, request.kind())),
        restartHelps ? FailureScope.UPLOAD_SESSION : request.kind().scope(),
        request.repository().registry(),
        null,
        cause);
  }

  /** The failure of a write that was aborted because its permission had expired. */
  public static RegistryException ofDelay(RegistryRequest request, GuardExpiredException cause) {
    return new RegistryException(
        RegistryError.TIMEOUT,
        ("cannot %s: this process was suspended for too long between the permission to write"
                + " and the write, so nothing was written; worth another try")
            .formatted(request.purpose()),
        FailureScope.WRITE,
        request.repository().registry(),
        null,
        cause);
  }

  /**
   * The failure for an answer that cannot be used. A registry that answers so to a mount, to the
   * question for referrers, or to the removal of a tag, does not know these requests.
   */
  public static RegistryException of(RegistryError type, RegistryRequest request, String why) {
    String advice = ErrorTable.advice(type, request.kind());
    return new RegistryException(
        type,
        "cannot %s: %s %s%s"
            .formatted(
                request.purpose(), line(request), why, advice.isEmpty() ? "" : "; " + advice),
        isOptional(request.kind()) ? FailureScope.METHOD : request.kind().scope(),
        request.repository().registry());
  }

  private static boolean isOptional(RequestKind kind) {
    return kind == RequestKind.REFERRERS || kind == RequestKind.MOUNT || kind.removesTag();
  }

  /** The wait that an answer's {@code Retry-After} asks for. */
  public Optional<Duration> retryAfter(RegistryResponse response) {
    return response.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
  }

  private static String line(RegistryRequest request) {
    return request.method() + " " + LogSanitizer.withoutQuery(request.uri());
  }

  private static String describe(URI uri, Exception cause) {
    if (cause instanceof UnknownHostException) {
      return "failed: the host " + UrlPolicy.host(uri) + " is not known";
    }
    if (cause instanceof ConnectException) {
      return "failed: nothing answers at " + UrlPolicy.hostAndPort(uri);
    }
    if (cause instanceof SSLException) {
      return ("failed: no TLS connection (%s); trust its certificate authority, or declare a registry"
              + " without TLS insecure")
          .formatted(LogSanitizer.oneLine(String.valueOf(cause.getMessage()), 200));
    }
    if (cause instanceof IOException) {
      return "failed: the connection broke ("
          + LogSanitizer.oneLine(String.valueOf(cause.getMessage()), 200)
          + ")";
    }
    return "failed: " + LogSanitizer.oneLine(cause.toString(), 200);
  }
}
