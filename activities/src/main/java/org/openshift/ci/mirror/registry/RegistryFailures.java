package org.openshift.ci.mirror.registry;

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
import org.openshift.ci.mirror.model.MirrorErrorType;

/** Makes the exceptions that say what was tried, why it failed and what to do. */
final class RegistryFailures {

  private final Clock clock;

  RegistryFailures(Clock clock) {
    this.clock = clock;
  }

  /**
   * The failure that an answer amounts to; reads its body and closes it.
   *
   * @param secrets what must not stand in the message
   * @param credentialAdvice what to do when the credential is the trouble
   */
  RegistryException ofAnswer(
      RegistryRequest request,
      RegistryResponse response,
      List<String> secrets,
      String credentialAdvice) {
    try (response) {
      String contentType = response.header("Content-Type").orElse("");
      ErrorBody body =
          ErrorBody.parse(response.beginning(ErrorBody.MAX_BYTES), contentType, secrets);
      int status = response.status();
      ErrorTable.Verdict verdict =
          ErrorTable.judge(request.kind(), status, body, contentType.contains("html"));
      String reason = body.toString();
      String advice =
          verdict.type() == MirrorErrorType.CREDENTIALS_REFUSED
              ? credentialAdvice
              : ErrorTable.advice(verdict.type(), request.kind());
      String message =
          "cannot %s: %s answered %d%s%s"
              .formatted(
                  request.purpose(),
                  line(request),
                  status,
                  reason.isEmpty() ? "" : " (" + reason + ")",
                  advice.isEmpty() ? "" : "; " + advice);
      return new RegistryException(
          verdict.type(),
          message,
          verdict.scope(),
          request.repository().registry(),
          retryAfter(response).orElse(null),
          null);
    }
  }

  /** The failure that no answer, or half of one, amounts to. */
  static RegistryException ofBreak(RegistryRequest request, Exception cause) {
    MirrorErrorType type;
    String why;
    if (cause instanceof ConnectionRequestTimeoutException) {
      type = MirrorErrorType.TIMEOUT;
      why = "all connections to it were in use";
    } else if (cause instanceof SocketTimeoutException
        || cause instanceof InterruptedIOException
        || cause instanceof HttpTransport.StalledException) {
      type = MirrorErrorType.TIMEOUT;
      why = "got no answer in time";
    } else if (cause instanceof HttpException) {
      type = MirrorErrorType.REGISTRY_ERROR;
      why = "got an answer that is not HTTP";
    } else {
      type = MirrorErrorType.REGISTRY_UNREACHABLE;
      why = describe(request.uri(), cause);
    }
    boolean restartHelps =
        request.kind() == RequestKind.UPLOAD && type == MirrorErrorType.REGISTRY_UNREACHABLE;
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

  /** The failure of a write that was broken off, as it came too late after its permission. */
  static RegistryException ofDelay(RegistryRequest request, HeldUpException cause) {
    return new RegistryException(
        MirrorErrorType.TIMEOUT,
        ("cannot %s: this process was held up for too long between asking whether it may and"
                + " writing, so nothing was written; worth another try")
            .formatted(request.purpose()),
        FailureScope.WRITE,
        request.repository().registry(),
        null,
        cause);
  }

  /** A failure found in what was read. */
  static RegistryException of(MirrorErrorType type, RegistryRequest request, String why) {
    String advice = ErrorTable.advice(type, request.kind());
    return new RegistryException(
        type,
        "cannot %s: %s %s%s"
            .formatted(
                request.purpose(), line(request), why, advice.isEmpty() ? "" : "; " + advice),
        request.kind().scope(),
        request.repository().registry());
  }

  private Optional<Duration> retryAfter(RegistryResponse response) {
    return response.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
  }

  private static String line(RegistryRequest request) {
    return request.kind().method() + " " + Texts.withoutQuery(request.uri());
  }

  private static String describe(URI uri, Exception cause) {
    if (cause instanceof UnknownHostException) {
      return "failed: the host " + uri.getHost() + " is not known";
    }
    if (cause instanceof ConnectException) {
      return "failed: nothing answers at " + Origins.hostAndPort(uri);
    }
    if (cause instanceof SSLException) {
      return "failed: no TLS connection (%s); a registry without TLS must be declared insecure"
          .formatted(Texts.oneLine(String.valueOf(cause.getMessage()), 200));
    }
    if (cause instanceof IOException) {
      return "failed: the connection broke ("
          + Texts.oneLine(String.valueOf(cause.getMessage()), 200)
          + ")";
    }
    return "failed: " + Texts.oneLine(cause.toString(), 200);
  }
}
