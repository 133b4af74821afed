package org.openshift.ci.mirror.api.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.problem.ApiProblem;

class TemporalGatewayTest {

  /** One read in some three hours: within a test, the first read passes and no other. */
  private static final double ONE_READ = 0.0001;

  @Test
  void readsAboveTheRateAreRefusedAndDoNotReachTemporal() throws IOException {
    try (FakeFrontend temporal =
        new FakeFrontend(request -> ListWorkflowExecutionsResponse.getDefaultInstance())) {
      TemporalGateway gateway = temporal.gateway(ONE_READ);
      assertEquals(42, gateway.count("WorkflowType='MirrorTask'"));
      ApiProblem problem =
          assertThrows(
              ApiProblem.class,
              () -> gateway.list("WorkflowType='MirrorTask'", 1, ByteString.EMPTY));
      assertEquals(ApiProblem.Kind.UNAVAILABLE, problem.kind());
      assertEquals(Optional.of(Duration.ofSeconds(1)), problem.retryAfter());
      assertEquals(0, temporal.lists().size());
    }
  }

  @Test
  void aFailureOfTemporalIsExplained() throws IOException {
    try (FakeFrontend temporal =
        new FakeFrontend(request -> ListWorkflowExecutionsResponse.getDefaultInstance())) {
      // The fake does not implement this call.
      ApiProblem problem =
          assertThrows(ApiProblem.class, () -> temporal.gateway(1).describe("mirror/a_b_c"));
      assertEquals(ApiProblem.Kind.UNAVAILABLE, problem.kind());
      assertTrue(problem.getMessage().contains("temporal.example:7233"), problem.getMessage());
    }
  }
}
