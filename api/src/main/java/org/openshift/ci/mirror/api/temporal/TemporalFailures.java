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

/** What a failed call of Temporal means to the one whose request needed it. */
public final class TemporalFailures {

  private final String address;
  private final String namespace;

  /**
   * The failures of one Temporal namespace.
   *
   * @param address {@code host:port} of the frontend, as it was configured
   */
  public TemporalFailures(String address, String namespace) {
    this.address = address;
    this.namespace = namespace;
  }

  /** The gRPC failure below an exception of the SDK, if that is what it comes from. */
  public static Optional<StatusRuntimeException> statusOf(RuntimeException failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(StatusRuntimeException.class::isInstance)
        .map(StatusRuntimeException.class::cast)
        .findFirst();
  }

  /** The problem that stands for this failure. */
  public ApiProblem explain(StatusRuntimeException failure) {
    String reason = reason(failure);
    return switch (failure.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          ApiProblem.unavailable(
              "Temporal at %s does not answer (%s); see that it runs and that --temporal-address is right"
                  .formatted(address, reason),
              failure);
      case RESOURCE_EXHAUSTED ->
          ApiProblem.busy(
              "Temporal at %s has had enough requests for now (%s); ask again in a second"
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
          ("Temporal at %s does not know the search attributes of mirror tasks yet (%s); the worker"
                  + " registers them when it starts: start it, and ask again")
              .formatted(address, reason),
          failure);
    }
    return failed(failure, reason);
  }

  private ApiProblem notFound(StatusRuntimeException failure, String reason) {
    if (StatusUtils.hasFailure(failure, NamespaceNotFoundFailure.class)) {
      return ApiProblem.unavailable(
          "Temporal at %s has no namespace %s; create it, or see that --temporal-namespace is right"
              .formatted(address, namespace),
          failure);
    }
    return failed(failure, reason);
  }

  private ApiProblem failed(StatusRuntimeException failure, String reason) {
    return ApiProblem.unavailable(
        "Temporal at %s could not do it (%s: %s); its log says more"
            .formatted(address, failure.getStatus().getCode(), reason),
        failure);
  }

  /** gRPC calls every broken connection "io exception"; what broke it stands below. */
  private static String reason(StatusRuntimeException failure) {
    if (Throwables.getRootCause(failure) instanceof ConnectException) {
      return "connection refused";
    }
    String description = failure.getStatus().getDescription();
    return description == null ? failure.getStatus().getCode().name() : description;
  }
}
