package org.openshift.ci.mirror.api.temporal;

import com.google.common.base.Throwables;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.serviceclient.StatusUtils;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/** Explains failed calls of Temporal to the clients of this API. */
public final class TemporalFailures {

  private final String address;
  private final String namespace;

  /**
   * Explains failures of one Temporal namespace.
   *
   * @param address {@code host:port} of the frontend, as configured
   */
  public TemporalFailures(String address, String namespace) {
    this.address = address;
    this.namespace = namespace;
  }

  /** The gRPC failure in the causes of an exception of the SDK, if there is one. */
  static Optional<StatusRuntimeException> statusOf(RuntimeException failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(StatusRuntimeException.class::isInstance)
        .map(StatusRuntimeException.class::cast)
        .findFirst();
  }

  /** The problem to report for an exception of the SDK; the exception if it has no gRPC failure. */
  public RuntimeException explained(RuntimeException failure) {
    return statusOf(failure).<RuntimeException>map(this::explain).orElse(failure);
  }

  /** The problem to report for this failure. */
  public ApiProblem explain(StatusRuntimeException failure) {
    String reason = reason(failure);
    return switch (failure.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          ApiProblem.unavailable(
              "Temporal at %s does not answer (%s); check that it runs and that --temporal-address is right"
                  .formatted(address, reason),
              failure);
      case RESOURCE_EXHAUSTED ->
          ApiProblem.busy(
              "Temporal at %s limits the rate of requests (%s); ask again in a second"
                  .formatted(address, reason),
              Duration.ofSeconds(1));
      case INVALID_ARGUMENT -> invalid(failure, reason);
      case NOT_FOUND -> notFound(failure, reason);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          ApiProblem.unavailable(
              "Temporal at %s refuses this service (%s); it needs access to namespace %s"
                  .formatted(address, reason, namespace),
              failure);
      case OK,
          UNKNOWN,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS ->
          failed(failure, reason);
    };
  }

  private ApiProblem invalid(StatusRuntimeException failure, String reason) {
    if (reason.toLowerCase(Locale.ROOT).contains("search attribute")) {
      return ApiProblem.unavailable(
          ("Temporal at %s does not know the search attributes of mirror tasks yet (%s); a worker"
                  + " registers them when it starts: start one, and ask again")
              .formatted(address, reason),
          failure);
    }
    return failed(failure, reason);
  }

  private ApiProblem notFound(StatusRuntimeException failure, String reason) {
    if (StatusUtils.hasFailure(failure, NamespaceNotFoundFailure.class)) {
      return ApiProblem.unavailable(
          "Temporal at %s has no namespace %s; create it, or check that --temporal-namespace is right"
              .formatted(address, namespace),
          failure);
    }
    return failed(failure, reason);
  }

  private ApiProblem failed(StatusRuntimeException failure, String reason) {
    return ApiProblem.unavailable(
        "Temporal at %s failed to answer (%s: %s); see its log"
            .formatted(address, failure.getStatus().getCode(), reason),
        failure);
  }

  /** gRPC describes every broken connection as "io exception"; the reason is in the causes. */
  private static String reason(StatusRuntimeException failure) {
    if (Throwables.getRootCause(failure) instanceof ConnectException) {
      return "connection refused";
    }
    String description = failure.getStatus().getDescription();
    return description == null ? failure.getStatus().getCode().name() : description;
  }
}
