package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherInput;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.Eventually;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** The watcher's step from one run to the next. */
class WatcherContinueAsNewTest {

  private static final String ID = MirrorMode.REAL.watcherId();
  private static final TagReference STUCK = tag(0);
  private static final TagReference STUCK_TOO = tag(3_000);

  @Test
  void aTagThatIsStuckIsCarriedOverWithTheNewestOfItsChanges() {
    AtomicBoolean stuck = new AtomicBoolean(true);
    int signals = 2_001;
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .watcherActivities()
          .onCompare(
              batch -> {
                boolean bad =
                    batch.stream()
                        .map(TagChange::tag)
                        .anyMatch(List.of(STUCK, STUCK_TOO)::contains);
                if (bad && stuck.get()) {
                  throw new IllegalStateException("stuck");
                }
              });
      environment
          .watcher()
          .tell(
              List.of(
                  TagChange.image(STUCK, DIGEST_A, T0), TagChange.image(STUCK_TOO, DIGEST_A, T0)));
      String firstRun = run(environment);
      environment.watcher().tell(List.of(TagChange.image(STUCK, DIGEST_B, T0.plusSeconds(1))));
      for (int i = 1; i < signals; i++) {
        environment.watcher().tell(List.of(TagChange.image(tag(i), DIGEST_A, T0)));
      }
      environment.pass(Duration.ofMinutes(2));

      assertNotEquals(firstRun, run(environment));
      assertEquals(signals - 1, environment.watcherActivities().started().size());
      assertEquals(2, pending(environment));
      stuck.set(false);
      environment.pass(Duration.ofMinutes(2));
      assertEquals(DIGEST_B, environment.watcherActivities().started().get(STUCK));
      assertEquals(DIGEST_A, environment.watcherActivities().started().get(STUCK_TOO));
      assertEquals(signals + 1, environment.watcherActivities().starts().size());
      assertEquals(0, pending(environment));
    }
  }

  @Test
  void whatTheRunBeforeHadAcceptedIsHandedOn() {
    List<TagChange> pending =
        IntStream.range(0, 250).mapToObj(i -> TagChange.image(tag(i), DIGEST_A, T0)).toList();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      WatcherWorkflow watcher =
          environment
              .client()
              .newWorkflowStub(
                  WatcherWorkflow.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(ID)
                      .setTaskQueue(MirrorMode.REAL.workflowQueue())
                      .build());
      WorkflowClient.start(watcher::watch, new WatcherInput(false, pending, List.of()));

      Eventually.until("all are handed on", () -> pending(environment) == 0);
      assertEquals(250, environment.watcherActivities().started().size());
    }
  }

  private static String run(MirrorEnvironment environment) {
    return environment.task(ID).run();
  }

  private static int pending(MirrorEnvironment environment) {
    return environment.client().newWorkflowStub(WatcherWorkflow.class, ID).pending();
  }

  private static TagReference tag(int number) {
    return new TagReference("ns", "stream-" + number, "latest");
  }
}
