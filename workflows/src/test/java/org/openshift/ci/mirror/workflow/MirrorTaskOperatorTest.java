package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.nobody;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** What persons ask of a task: trigger, park, unpark, withdraw. */
class MirrorTaskOperatorTest {

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

  private static OperatorRequest request(Action action) {
    return new OperatorRequest(action, "alice", "the base image is broken");
  }

  /** A task with a failure behind it, parked by a person. */
  private TaskView parkedByHand() {
    registries.onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
    view.signals().operatorRequest(request(Action.PARK));
    Await.until(
        "it is parked by hand",
        () -> "ParkedByHand".equals(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE)));
    return view;
  }

  @Test
  void aParkedTaskShowsWhoAskedAndWhy() {
    TaskView view = parkedByHand();
    assertEquals(MirrorState.PARKED, view.state());
    String why = "by alice: the base image is broken";
    assertTrue(view.memo(MirrorMemo.LAST_ERROR).startsWith("parked " + why + "; "));
    assertEquals("park " + why, view.memo(MirrorMemo.LAST_REQUEST));
    assertEquals(MirrorErrorType.PARKED_BY_HAND.wireName(), view.status().errorType());
  }

  @Test
  void neitherHintsNorTimeEndThePark() {
    TaskView view = parkedByHand();
    environment.mirror(CLI, DIGEST_B);
    environment.pass(Duration.ofHours(30));
    view.await(MirrorState.PARKED);
    assertEquals(1, registries.pushCalls());
    assertEquals(DIGEST_B, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
  }

  @Test
  void unparkingMirrorsTheNewestImage() {
    TaskView view = parkedByHand();
    environment.mirror(CLI, DIGEST_B);
    view.signals().operatorRequest(request(Action.UNPARK));
    MirrorResult result = view.resultAtOnce();
    assertEquals(Outcome.MIRRORED, result.outcome());
    assertEquals(DIGEST_B, result.digest());
    assertEquals("", view.memo(MirrorMemo.LAST_ERROR));
  }

  /** Else a trigger of all parked tasks would push what somebody holds back. */
  @Test
  void aPersonsTriggerDoesNotEndThePark() {
    TaskView view = parkedByHand();
    environment
        .starter()
        .startOrTrigger(CLI_MIRROR, MirrorOwner.DISTRIBUTOR, request(Action.TRIGGER));
    environment.pass(Duration.ofMinutes(1));
    view.await(MirrorState.PARKED);
    assertEquals(1, registries.pushCalls());
    assertTrue(view.memo(MirrorMemo.LAST_REQUEST).startsWith("park by alice"));
    view.signals().operatorRequest(request(Action.UNPARK));
    assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
  }

  @Test
  void aTaskStaysParkedWhenItsSourceCannotBeRead() {
    TaskView view = parkedByHand();
    registries.onResolve(FakeRegistries.failing(99, MirrorErrorType.TIMEOUT));
    int resolved = registries.attempts("ResolveSourceDigest").size();
    view.signals().trigger();
    Await.until(
        "it has tried to read its source",
        () -> registries.attempts("ResolveSourceDigest").size() > resolved);
    view.await(MirrorState.PARKED);
    assertEquals("ParkedByHand", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
  }

  @Test
  void aPersonsTriggerStartsATask() {
    registries.want(claim(CLI, DIGEST_A));
    environment
        .starter()
        .startOrTrigger(CLI_MIRROR, MirrorOwner.DISTRIBUTOR, request(Action.TRIGGER));
    TaskView view = environment.task(CLI_MIRROR);
    assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    assertEquals("trigger by alice: the base image is broken", view.memo(MirrorMemo.LAST_REQUEST));
  }

  @Test
  void aPushUnderWayIsFinishedAndNoOtherOneBegins() {
    Gate held = new Gate();
    registries.onPush(FakeRegistries.holdingTheFirst(held));
    TaskView view = environment.mirror(CLI, DIGEST_A);
    held.awaitReached();
    view.signals().operatorRequest(request(Action.PARK));
    registries.want(claim(CLI, DIGEST_B));
    held.open();
    view.await(MirrorState.PARKED);
    assertEquals(List.of(DIGEST_A), registries.pushedDigests());
  }

  @Test
  void aDestinationWithoutOwnerEndsAlsoAParkedTask() {
    TaskView view = parkedByHand();
    registries.want(CLI_MIRROR, nobody(CLI, MirrorErrorType.SOURCE_GONE));
    environment.trigger(CLI_MIRROR);
    MirrorResult result = view.resultAtOnce();
    assertEquals(Outcome.WITHDRAWN, result.outcome());
    assertEquals(MirrorErrorType.SOURCE_GONE, result.reason().type());
  }

  @Test
  void aTaskIsWithdrawnWithThePersonsReason() {
    registries.onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
    view.signals().operatorRequest(request(Action.WITHDRAW));
    MirrorResult result = view.resultAtOnce();
    assertEquals(Outcome.WITHDRAWN, result.outcome());
    assertEquals(MirrorErrorType.WITHDRAWN_BY_HAND, result.reason().type());
    assertEquals("withdrawn by alice: the base image is broken", result.reason().message());
    assertEquals(result.reason().message(), view.memo(MirrorMemo.LAST_ERROR));
  }

  @Test
  void theLatestRequestCounts() {
    Gate held = new Gate();
    registries.onPush(FakeRegistries.holdingTheFirst(held));
    TaskView view = environment.mirror(CLI, DIGEST_A);
    held.awaitReached();
    for (Action action : List.of(Action.WITHDRAW, Action.PARK, Action.UNPARK)) {
      view.signals().operatorRequest(request(action));
    }
    held.open();
    assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
  }

  @Test
  void aRequestThatCannotBeReadChangesNothing() {
    TaskView view = parkedByHand();
    view.stub().signal("operatorRequest", Map.of("action", "explode"));
    view.stub().signal("operatorRequest", "a text");
    view.stub().signal("operatorRequest");
    view.signals().operatorRequest(request(Action.UNPARK));
    assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
  }
}
