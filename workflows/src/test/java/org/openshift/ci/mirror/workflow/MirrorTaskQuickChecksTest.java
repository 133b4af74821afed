package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;

import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Digests are read without a queue where that goes smoothly, and with one where it does not. */
class MirrorTaskQuickChecksTest {

  private static final String RESOLVE = "ResolveSourceDigest";
  private static final String CHECK = "CheckQuayDigest";
  private static final MirrorTask TASK = task(CLI, DIGEST_A, 0);

  private MirrorEnvironment environment;
  private FakeRegistries registries;

  @BeforeEach
  void start() {
    environment = MirrorEnvironment.start();
    registries = environment.registries();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void onlyThePushIsQueuedWhenAllGoesWell() {
    assertEquals(Outcome.MIRRORED, run().result().outcome());

    assertReads(RESOLVE, 1, 0);
    assertReads(CHECK, 1, 0);
    assertEquals(1, registries.firstAttempts("PushTags").size());
  }

  @Test
  void aReadThatFailsIsRepeatedFromTheQueueWithoutAWord() {
    registries.onResolve(FakeRegistries.failing(1, MirrorErrorType.TIMEOUT));
    registries.onCheck(FakeRegistries.failing(1, MirrorErrorType.REGISTRY_ERROR));

    TaskView view = run();

    assertEquals(Outcome.MIRRORED, view.result().outcome());
    assertReads(RESOLVE, 1, 1);
    assertReads(CHECK, 1, 1);
    assertEquals(0, view.status().failures());
  }

  @Test
  void aReadThatHangsDoesNotHoldUpTheTask() {
    Gate never = new Gate();
    registries.onCheck(
        call -> {
          if (Activity.getExecutionContext().getInfo().isLocal()) {
            never.pass();
          }
        });

    TaskView view = run();

    try {
      assertEquals(Outcome.MIRRORED, view.result().outcome());
      assertReads(CHECK, 1, 1);
    } finally {
      never.open();
    }
  }

  @Test
  void whatNoRepetitionMendsIsNotRepeated() {
    registries.onCheck(FakeRegistries.failing(1, MirrorErrorType.ACCESS_DENIED));

    run().await(MirrorState.RETRYING);

    assertReads(CHECK, 1, 0);
  }

  @Test
  void aPauseThatTheRegistryAskedForIsKept() {
    registries.onCheck(
        call -> {
          if (call == 1) {
            throw Failures.rateLimited(Duration.ofDays(1));
          }
        });

    run().await(MirrorState.RETRYING);

    assertReads(CHECK, 1, 0);
  }

  @Test
  void aShortDelayIsWaitedForBeforeTheQueueIsAsked() {
    Duration asked = Duration.ofSeconds(7);
    AtomicReference<Instant> refused = new AtomicReference<>();
    registries.onCheck(
        call -> {
          if (call == 1) {
            refused.set(environment.clock().instant());
            throw Failures.rateLimited(asked);
          }
        });

    assertEquals(Outcome.MIRRORED, run().result().outcome());

    Duration waited =
        Duration.between(refused.get(), registries.firstAttempts(CHECK).getFirst().at());
    assertTrue(waited.compareTo(asked.minusMillis(100)) >= 0, () -> "waited " + waited);
  }

  @Test
  void aTaskThatFailedAsksTheQueueAlsoWhenASignalWakesIt() {
    registries.onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = run().await(MirrorState.PARKED);

    view.signals().trigger();

    assertEquals(Outcome.MIRRORED, view.result().outcome());
    assertReads(CHECK, 1, 1);
  }

  @Test
  void afterAFailureTheQueueIsAskedAtOnce() {
    registries.onPush(FakeRegistries.failing(3, MirrorErrorType.TIMEOUT));

    assertEquals(Outcome.MIRRORED, run().result().outcome());

    assertReads(RESOLVE, 1, 1);
    assertReads(CHECK, 1, 1);
  }

  private TaskView run() {
    environment.starter().startOrTell(TASK);
    return environment.task(TASK);
  }

  private void assertReads(String activity, int local, int queued) {
    assertEquals(
        List.of(local, queued),
        List.of(
            registries.localAttempts(activity).size(), registries.firstAttempts(activity).size()),
        () -> activity + " locally and from the queue; all: " + registries.attempts());
  }
}
