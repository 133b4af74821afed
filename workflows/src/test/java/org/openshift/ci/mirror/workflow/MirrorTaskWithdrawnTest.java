package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.nobody;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** The task of a destination without an owner ends and keeps showing the reason. */
class MirrorTaskWithdrawnTest {

  @ParameterizedTest
  @EnumSource(
      value = MirrorErrorType.class,
      names = {"NOT_WATCHED", "IGNORED", "SOURCE_GONE"})
  void aTaskWithoutAnOwnerEndsWithTheReason(MirrorErrorType reason) {
    Claim claim = nobody(CLI, reason);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().want(CLI_MIRROR, claim);
      TaskView view = environment.trigger(CLI_MIRROR);

      assertEquals(
          new MirrorResult(Outcome.WITHDRAWN, null, 0, 0, claim.problem()), view.resultAtOnce());
      assertEquals(reason.wireName(), view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(claim.problem().message(), view.memo(MirrorMemo.LAST_ERROR));
      assertEquals("ocp/4.20:cli", view.memo(MirrorMemo.TAG));
      assertEquals(0, environment.registries().checks());
    }
  }

  @Test
  void aTriggerForABackfillWithoutAnOwnerPushesNothing() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      // The mirror of the same tag, the other direction, has an owner.
      environment.mirror(CLI, DIGEST_A).resultAtOnce();
      TaskView view = environment.trigger(Destination.backfill(CLI));

      assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aParkedTaskThatIsTriggeredEnds() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      environment.registries().want(CLI_MIRROR, nobody(CLI, MirrorErrorType.IGNORED));
      environment.trigger(CLI_MIRROR);

      assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
      assertEquals("Ignored", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals("", view.memo(MirrorMemo.NEXT_ATTEMPT_AT));
      assertEquals("0", view.memo(MirrorMemo.FAILURES));
      assertEquals(0, view.status().failures());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aTagThatComesBackDuringAPushIsMirrored() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.holdingTheFirst(held));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.COPYING);
      held.awaitReached();
      environment.registries().want(CLI_MIRROR, nobody(CLI, MirrorErrorType.SOURCE_GONE));
      environment.trigger(CLI_MIRROR);
      environment.mirror(CLI, DIGEST_B);
      held.open();

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_A, DIGEST_B), environment.registries().pushedDigests());
    }
  }

  @Test
  void pushesBeforeTheTagWentAreCounted() {
    Gate held = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.holdingTheFirst(held));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.COPYING);
      held.awaitReached();
      environment.registries().want(CLI_MIRROR, nobody(CLI, MirrorErrorType.SOURCE_GONE));
      environment.trigger(CLI_MIRROR);
      held.open();

      MirrorResult result = view.resultAtOnce();
      assertEquals(Outcome.WITHDRAWN, result.outcome());
      assertEquals(1, result.pushes());
      assertEquals(FakeRegistries.BYTES_OF_AN_IMAGE, result.bytesCopied());
    }
  }
}
