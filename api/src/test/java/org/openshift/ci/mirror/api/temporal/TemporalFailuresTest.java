package org.openshift.ci.mirror.api.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.serviceclient.StatusUtils;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;

class TemporalFailuresTest {

  private final TemporalFailures failures = new TemporalFailures("temporal.example:7233", "ci");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          UNAVAILABLE       | no route        | does not answer (no route); check that it runs
          DEADLINE_EXCEEDED | after 5s        | does not answer (after 5s); check that it runs
          PERMISSION_DENIED | not for you     | refuses this service (not for you)
          INTERNAL          | oops            | failed to answer (INTERNAL: oops)
          INVALID_ARGUMENT  | bad query       | failed to answer (INVALID_ARGUMENT: bad query)
          INVALID_ARGUMENT  | 'Stale' is not a valid search attribute | a worker registers them
          """)
  void saysWhatFailedWhereAndWhatToDo(Status.Code code, String reason, String expected) {
    ApiProblem problem = failures.explain(failure(code, reason));
    assertEquals(ApiProblem.Kind.UNAVAILABLE, problem.kind());
    assertEquals(Optional.empty(), problem.retryAfter());
    assertTrue(problem.getMessage().contains("temporal.example:7233"), problem.getMessage());
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @Test
  void aRateLimitOfTemporalIsToBeRetriedSoon() {
    ApiProblem problem =
        failures.explain(failure(Status.Code.RESOURCE_EXHAUSTED, "namespace rate limit"));
    assertEquals(Optional.of(Duration.ofSeconds(1)), problem.retryAfter());
  }

  @Test
  void namesTheNamespaceThatIsMissing() {
    StatusRuntimeException failure =
        StatusUtils.newException(
            Status.NOT_FOUND.withDescription("Namespace ci is not found."),
            NamespaceNotFoundFailure.getDefaultInstance(),
            NamespaceNotFoundFailure.getDescriptor());
    String message = failures.explain(failure).getMessage();
    assertTrue(message.contains("no namespace ci"), message);
    assertTrue(message.contains("--temporal-namespace"), message);
  }

  @Test
  void saysThatAConnectionWasRefused() {
    StatusRuntimeException failure =
        Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(new IllegalStateException(new ConnectException("errno -111")))
            .asRuntimeException();
    String message = failures.explain(failure).getMessage();
    assertTrue(message.contains("(connection refused)"), message);
  }

  @ParameterizedTest
  @EnumSource(Status.Code.class)
  void everyCodeIsAProblemThatNamesTheAddress(Status.Code code) {
    String message = failures.explain(failure(code, null)).getMessage();
    assertTrue(message.contains("temporal.example:7233"), message);
  }

  @Test
  void findsTheStatusInTheCausesOfAnSdkException() {
    StatusRuntimeException failure = failure(Status.Code.UNAVAILABLE, "gone");
    assertEquals(
        Optional.of(failure),
        TemporalFailures.statusOf(new IllegalStateException("wrapped", failure)));
    assertEquals(Optional.empty(), TemporalFailures.statusOf(new IllegalStateException("other")));
  }

  private static StatusRuntimeException failure(Status.Code code, String reason) {
    return new StatusRuntimeException(Status.fromCode(code).withDescription(reason));
  }
}
