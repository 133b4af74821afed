package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.ImageStreamWatchWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** The workflow keeps the watch of image streams alive. */
class ImageStreamWatchWorkflowTest {

  @Test
  void eachRunContinuesFromThePositionOfTheLastOne() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .fakes(MirrorMode.REAL)
          .imageStreamWatch()
          .onWatch(call -> holdFrom(5, call, held));
      start(environment);
      held.awaitReached();

      assertEquals(positions(5), environment.fakes(MirrorMode.REAL).imageStreamWatch().positions());
      held.open();
    }
  }

  @Test
  void aWatchThatFailsIsRepeatedFromItsPosition() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .fakes(MirrorMode.REAL)
          .imageStreamWatch()
          .onWatch(
              call -> {
                if (call != 1 && call != 4) {
                  throw new IllegalStateException("the cluster is away");
                }
              });
      start(environment);
      environment.pass(Duration.ofMinutes(1));

      assertEquals(
          List.of(at(null), at("1"), at("1"), at("1"), at("2")),
          environment.fakes(MirrorMode.REAL).imageStreamWatch().positions().subList(0, 5));
    }
  }

  @Test
  void aNonRetryableFailureDoesNotEndTheWatch() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .fakes(MirrorMode.REAL)
          .imageStreamWatch()
          .onWatch(
              call -> {
                if (call == 2 || call == 3) {
                  throw ApplicationFailure.newNonRetryableFailure("no such resource", "Gone");
                }
                if (call == 5) {
                  throw new IllegalStateException("the cluster is away");
                }
              });
      start(environment);
      Await.until(
          "it was refused",
          () -> environment.fakes(MirrorMode.REAL).imageStreamWatch().positions().size() == 2);
      environment.pass(Duration.ofSeconds(25));
      assertEquals(2, environment.fakes(MirrorMode.REAL).imageStreamWatch().positions().size());
      environment.pass(Duration.ofSeconds(36));
      Await.until(
          "it watches again",
          () -> environment.fakes(MirrorMode.REAL).imageStreamWatch().positions().size() >= 5);

      assertEquals(
          List.of(at(null), at("1"), at("1"), at("1"), at("2")),
          environment.fakes(MirrorMode.REAL).imageStreamWatch().positions().subList(0, 5));
    }
  }

  @Test
  void cancellationEndsIt() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.fakes(MirrorMode.REAL).imageStreamWatch().onWatch(call -> held.pass());
      WorkflowStub stub = start(environment);
      held.awaitReached();
      stub.cancel();
      held.open();
      Await.until("cancelled", () -> stub.describe().getStatus().name().endsWith("_CANCELED"));
    }
  }

  private static void holdFrom(int first, int call, Gate gate) {
    if (call >= first) {
      gate.pass();
    }
  }

  private static WorkflowStub start(MirrorEnvironment environment) {
    String id = MirrorMode.REAL.imageStreamWatchId();
    ImageStreamWatchWorkflow workflow =
        environment
            .client()
            .newWorkflowStub(
                ImageStreamWatchWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(MirrorMode.REAL.watchQueue())
                    .build());
    WorkflowClient.start(workflow::keepWatching, false, WatchPosition.start());
    return environment.client().newUntypedWorkflowStub(id);
  }

  private static List<WatchPosition> positions(int count) {
    return IntStream.range(0, count)
        .mapToObj(version -> at(version == 0 ? null : Integer.toString(version)))
        .toList();
  }

  private static WatchPosition at(String resourceVersion) {
    return new WatchPosition(resourceVersion);
  }
}
