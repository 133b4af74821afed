package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;

class QueueDepthTest {

  private static final int SOON_SECONDS = 20;

  private final CountDownLatch counts = new CountDownLatch(3);
  private final WorkflowServiceStubs service =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder()
              .setTarget("127.0.0.1:1")
              .setGrpcClientInterceptors(List.of(new Broken()))
              .build());

  /** Fails as a defect does, not as a server. */
  private final class Broken implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      counts.countDown();
      throw new IllegalStateException("for a test: " + method.getBareMethodName());
    }
  }

  @AfterEach
  void close() {
    service.shutdownNow();
  }

  /** The worker would otherwise stay not ready, or ready, until it is restarted. */
  @Test
  void countsAgainAfterACountThatFailsInAnyWay() throws InterruptedException {
    try (QueueDepth depth =
        new QueueDepth(
            service, "default", MirrorMode.REAL, new WorkerMetrics(), Duration.ofMillis(10))) {
      depth.start();
      assertTrue(counts.await(SOON_SECONDS, TimeUnit.SECONDS), "counts left: " + counts);
      assertTrue(depth.problem().isPresent(), "the problem is told");
    }
  }
}
