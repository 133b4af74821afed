package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.nobody;

import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Of which failures somebody is notified, and how often. */
class MirrorTaskNotificationTest {

  private static final MirrorErrorType PARKS = MirrorErrorType.LAYER_UNSUPPORTED;
  private static final MirrorErrorType PARKS_TOO = MirrorErrorType.MANIFEST_SCHEMA1;
  private static final MirrorErrorType PASSES = MirrorErrorType.REGISTRY_ERROR;

  private final MirrorEnvironment environment = MirrorEnvironment.start();

  @AfterEach
  void stop() {
    environment.close();
  }

  private TaskView mirror() {
    environment.registries().want(claim(CLI, DIGEST_A).withRecipient());
    return environment.trigger(CLI_MIRROR);
  }

  private void fail(MirrorErrorType... types) {
    environment
        .registries()
        .onPush(
            call -> {
              if (call <= types.length) {
                throw Failures.of(types[call - 1]);
              }
            });
  }

  private void awaitReceived(String... messages) {
    Await.until(
        () -> List.of(messages) + ", now " + environment.notifications().inWords(),
        Duration.ofSeconds(20),
        () -> environment.notifications().inWords().equals(List.of(messages)));
  }

  private void awaitParkedAgain(TaskView view, int pushes) {
    Await.until(
        "parked after push " + pushes,
        () ->
            environment.registries().pushCalls() == pushes
                && view.status().nextAttemptAt() != null);
  }

  /** A task that is parked, of which its recipient was told. */
  private TaskView parkedAndTold() {
    fail(PARKS);
    TaskView view = mirror().await(MirrorState.PARKED);
    awaitReceived("parked LayerUnsupported");
    return view;
  }

  @Test
  void aParkedTaskIsToldOnceForEachReasonAndOnceThatItIsWell() {
    fail(PARKS, PARKS, PARKS_TOO, PARKS);
    TaskView view = mirror().await(MirrorState.PARKED);
    awaitReceived("parked LayerUnsupported");
    Notification first = environment.notifications().received().getFirst();
    assertEquals(CLI, first.tag());
    assertEquals(Failures.message(PARKS), first.error());
    assertEquals(first.since(), first.decidedAt());
    Await.until(
        "the memo says it", () -> "LayerUnsupported".equals(view.memo(MirrorMemo.NOTIFIED)));

    environment.trigger(CLI_MIRROR);
    awaitParkedAgain(view, 2);
    environment.trigger(CLI_MIRROR);
    awaitParkedAgain(view, 3);
    awaitReceived("parked LayerUnsupported", "parked ManifestSchema1");
    environment.trigger(CLI_MIRROR);
    awaitParkedAgain(view, 4);
    environment.trigger(CLI_MIRROR);

    assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    assertEquals(
        List.of("parked LayerUnsupported", "parked ManifestSchema1", "mirrored"),
        environment.notifications().inWords());
    assertEquals(first.since(), environment.notifications().received().getLast().since());
    assertEquals("", view.memo(MirrorMemo.NOTIFIED));
    assertEquals(3, environment.notifications().attempts());
  }

  @Test
  void whoeverIsNotToBeNotifiedCostsNothing() {
    fail(PARKS);
    TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
    environment.trigger(CLI_MIRROR);
    view.resultAtOnce();
    assertEquals(1 + 1, view.events(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
    assertEquals(0, environment.notifications().attempts());
    assertNull(view.memo(MirrorMemo.NOTIFIED));
  }

  @Test
  void aFailureThatPassesIsToldAfterTwoHours() {
    environment.registries().onPush(FakeRegistries.failing(999, PASSES));
    TaskView view = mirror();
    environment.pass(Duration.ofMinutes(115));
    assertEquals(List.of(), environment.notifications().inWords());
    environment.pass(Duration.ofMinutes(15));
    assertEquals(List.of("retrying RegistryError"), environment.notifications().inWords());
    environment.pass(Duration.ofHours(3));
    assertEquals(1, environment.notifications().attempts());
    environment.registries().onPush(call -> {});
    assertEquals(Outcome.MIRRORED, view.result().outcome());
    assertEquals(
        List.of("retrying RegistryError", "mirrored"), environment.notifications().inWords());
  }

  /** Its wait takes two to four hours. */
  @Test
  void aTaskThatWaitsForItsRegistryIsToldAfterTwoHours() {
    environment
        .registries()
        .onPush(
            call -> {
              throw Failures.away(MirrorErrorType.REGISTRY_UNREACHABLE, "quay.example");
            });
    TaskView view = mirror().await(MirrorState.RETRYING);
    int pushes = environment.registries().pushCalls();
    environment.pass(Duration.ofMinutes(119));
    assertEquals(List.of(), environment.notifications().inWords());
    environment.pass(Duration.ofMinutes(2));
    assertEquals(List.of("retrying RegistryUnreachable"), environment.notifications().inWords());
    assertEquals(1, pushes);
    environment.registries().onPush(call -> {});
    environment.trigger(CLI_MIRROR);
    view.resultAtOnce();
    assertEquals(
        List.of("retrying RegistryUnreachable", "mirrored"), environment.notifications().inWords());
  }

  @Test
  void aTransientFailureThatPassedIsNeverTold() {
    fail(PASSES, PASSES, PASSES);
    assertEquals(Outcome.MIRRORED, mirror().result().outcome());
    assertEquals(0, environment.notifications().attempts());
  }

  @Test
  void aDeadRecipientHoldsUpNothing() {
    environment.notifications().down(true);
    fail(PARKS, PARKS_TOO);
    TaskView view = mirror().await(MirrorState.PARKED);
    Await.until("it is tried", () -> environment.notifications().attempts() > 0);
    environment.trigger(CLI_MIRROR);
    awaitParkedAgain(view, 2);
    environment.trigger(CLI_MIRROR);
    assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    assertEquals(List.of(), environment.notifications().inWords());
  }

  @Test
  void aMessageIsRepeatedUntilTheRecipientIsBack() {
    environment.notifications().down(true);
    fail(PARKS, PARKS, PARKS, PARKS, PARKS);
    TaskView view = mirror().await(MirrorState.PARKED);
    environment.pass(Duration.ofHours(9));
    assertEquals(List.of(), environment.notifications().inWords());
    int attempts = environment.notifications().attempts();
    assertTrue(attempts > 5 && attempts < 40, () -> attempts + " attempts");
    environment.notifications().down(false);
    environment.pass(Duration.ofHours(1));
    assertEquals(List.of("parked LayerUnsupported"), environment.notifications().inWords());
    assertEquals(MirrorState.PARKED, view.state());
  }

  @Test
  void aRefusedMessageIsGivenUpAndItsEndIsNotTold() {
    environment.notifications().refusing(true);
    fail(PARKS, PARKS);
    TaskView view = mirror().await(MirrorState.PARKED);
    Await.until(
        "it is given up",
        () -> "LayerUnsupported (given up)".equals(view.memo(MirrorMemo.NOTIFIED)));
    environment.notifications().refusing(false);
    environment.trigger(CLI_MIRROR);
    awaitParkedAgain(view, 2);
    environment.trigger(CLI_MIRROR);
    view.resultAtOnce();
    assertEquals(1, environment.notifications().attempts());
  }

  @Test
  void aTaskWaitsForTheMessageOfItsEndAndATriggerMakesItGoOn() {
    TaskView view = parkedAndTold();
    environment.notifications().down(true);
    environment.trigger(CLI_MIRROR);
    Await.until("the end is tried", () -> environment.notifications().attempts() > 1);
    assertEquals("", view.memo(MirrorMemo.LAST_ERROR));
    int checks = environment.registries().checks();
    environment.trigger(CLI_MIRROR);
    Await.until("it checks again", () -> environment.registries().checks() > checks);
    environment.notifications().down(false);
    assertEquals(Outcome.MIRRORED, view.result().outcome());
    assertEquals(
        List.of("parked LayerUnsupported", "mirrored"), environment.notifications().inWords());
  }

  @Test
  void aTaskEndsAlthoughNobodyReceivesThat() {
    TaskView view = parkedAndTold();
    environment.notifications().down(true);
    Instant before = environment.clock().instant();
    environment.trigger(CLI_MIRROR);
    assertEquals(Outcome.MIRRORED, view.result().outcome());
    Instant end =
        Instant.ofEpochSecond(
            environment
                .client()
                .fetchHistory(MirrorMode.REAL.taskId(CLI_MIRROR))
                .getLastEvent()
                .getEventTime()
                .getSeconds());
    assertTrue(end.isBefore(before.plus(Duration.ofHours(3))), () -> "ended at " + end);
    assertEquals(List.of("parked LayerUnsupported"), environment.notifications().inWords());
  }

  @Test
  void aFailureInPlaceOfAnUntoldEndIsNotToldTwice() {
    TaskView view = parkedAndTold();
    environment.notifications().down(true);
    environment.trigger(CLI_MIRROR);
    Await.until("the end is tried", () -> environment.notifications().attempts() > 1);
    environment
        .registries()
        .onCheck(FakeRegistries.failing(environment.registries().checks() + 1, PARKS));
    environment.trigger(CLI_MIRROR);
    view.await(MirrorState.PARKED);
    environment.notifications().down(false);
    environment.trigger(CLI_MIRROR);
    view.resultAtOnce();
    assertEquals(
        List.of("parked LayerUnsupported", "mirrored"), environment.notifications().inWords());
  }

  @Test
  void aWithdrawnTaskIsTold() {
    TaskView view = parkedAndTold();
    environment
        .registries()
        .want(CLI_MIRROR, nobody(CLI, MirrorErrorType.SOURCE_GONE).withRecipient());
    environment.trigger(CLI_MIRROR);
    assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
    assertEquals(
        List.of("parked LayerUnsupported", "withdrawn SourceGone"),
        environment.notifications().inWords());
  }

  @Test
  void whatAPersonParksIsNoFailure() {
    environment.registries().want(claim(CLI, DIGEST_A).withRecipient());
    environment
        .registries()
        .onResolve(
            call -> {
              if (call == 1) {
                throw Failures.of(PASSES);
              }
            });
    TaskView view = environment.trigger(CLI_MIRROR);
    view.signals().operatorRequest(new OperatorRequest(Action.PARK, "alice", "not yet"));
    view.await(MirrorState.PARKED);
    view.signals().operatorRequest(new OperatorRequest(Action.WITHDRAW, "alice", "never"));
    assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
    assertEquals(0, environment.notifications().attempts());
  }

  @Test
  void aTaskThatASweepStartsAsFailingIsToldAtOnce() {
    environment.registries().want(claim(CLI, DIGEST_A).withRecipient());
    environment
        .starter()
        .startFailing(
            CLI_MIRROR,
            claim(CLI, DIGEST_A).withRecipient(),
            new Problem(MirrorErrorType.SOURCE_MISSING, "no such image"));
    awaitReceived("parked SourceMissing");
  }

  /** Outdated rules lead to a new run after each attempt. */
  @Test
  void aNewRunNeitherRepeatsNorLosesAMessage() {
    TaskView view = parkedAndTold();
    String first = view.run();
    environment
        .registries()
        .onCheck(
            call -> {
              switch (call) {
                case 1 -> throw new AssertionError();
                case 2, 3 -> throw Failures.of(MirrorErrorType.RULES_OUTDATED);
                case 4 -> throw Failures.of(PARKS);
                default -> {}
              }
            });
    environment.trigger(CLI_MIRROR);
    Await.until("a new run", () -> !view.run().equals(first));
    environment.pass(Duration.ofMinutes(1));
    view.await(MirrorState.PARKED);
    environment.trigger(CLI_MIRROR);
    view.resultAtOnce();
    assertEquals(
        List.of("parked LayerUnsupported", "mirrored"), environment.notifications().inWords());
  }

  @Test
  void aMessageThatWasNotReceivedGoesOnInANewRun() {
    environment.notifications().down(true);
    environment
        .registries()
        .onPush(
            call -> {
              throw Failures.of(call == 1 ? PARKS : MirrorErrorType.RULES_OUTDATED);
            });
    TaskView view = mirror().await(MirrorState.PARKED);
    Await.until("it is tried", () -> environment.notifications().attempts() > 0);
    String first = view.run();
    environment.trigger(CLI_MIRROR);
    environment.pass(Duration.ofSeconds(30));
    assertFalse(view.run().equals(first), "no new run");
    environment.notifications().down(false);
    environment.pass(Duration.ofMinutes(1));
    awaitReceived("parked LayerUnsupported");
  }

  @Test
  void aTaskThatIsStartedAnewDoesNotRepeatAMessage() {
    fail(PARKS, PARKS);
    TaskView view = mirror().await(MirrorState.PARKED);
    awaitReceived("parked LayerUnsupported");
    Await.until("the memo says it", () -> view.memo(MirrorMemo.NOTIFIED) != null);
    environment
        .starter()
        .startAnew(CLI_MIRROR, MirrorOwner.DISTRIBUTOR, null, view.memo(MirrorMemo.NOTIFIED));
    awaitParkedAgain(view, 2);
    environment.trigger(CLI_MIRROR);
    view.resultAtOnce();
    assertEquals(
        List.of("parked LayerUnsupported", "mirrored"), environment.notifications().inWords());
  }
}
