package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries.Attempt;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Failures that park a task: it stays open, shows the reason, and a trigger ends the wait. */
class MirrorTaskParkTest {

  private static final MirrorErrorType AT_ONCE = MirrorErrorType.LAYER_UNSUPPORTED;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final MirrorErrorType AFTER_SOME = MirrorErrorType.CREDENTIALS_REFUSED;

  @Test
  void parksAtTheFirstPermanentFailureWithItsReason() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, AT_ONCE));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      assertEquals("LayerUnsupported", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(Failures.message(AT_ONCE), view.memo(MirrorMemo.LAST_ERROR));
      assertEquals(MirrorState.PARKED, view.status().state());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void aTriggerEndsThePark() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, AT_ONCE));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);

      environment.trigger(CLI_MIRROR);

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }

  @Test
  void aTriggeredTaskReadsTheClaimAgain() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, AT_ONCE));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      environment.mirror(CLI, DIGEST_B);

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals(List.of(DIGEST_B), environment.registries().pushedDigests());
    }
  }

  @Test
  void theTimerOfSixHoursEndsThePark() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, AT_ONCE));
      environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);

      environment.pass(Duration.ofHours(5));
      assertEquals(MirrorState.PARKED, environment.task(CLI_MIRROR).state());
      environment.pass(Duration.ofHours(2));
      assertEquals(Outcome.MIRRORED, environment.task(CLI_MIRROR).result().outcome());
    }
  }

  static Stream<MirrorErrorType> typesThatPark() {
    return Stream.of(MirrorErrorType.values()).filter(type -> type.parkAfter() != NEVER);
  }

  @ParameterizedTest
  @MethodSource("typesThatPark")
  void parksAfterAsManyFailuresInARowAsTheTableSays(MirrorErrorType type) {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(type.parkAfter(), type));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      environment.pass(Duration.ofMinutes(9));
      assertEquals(MirrorState.PARKED, view.state());
      assertEquals(type.parkAfter(), environment.registries().pushCalls());
      assertEquals(type.parkAfter(), view.status().failures());
      assertEquals(Outcome.MIRRORED, view.result().outcome());
    }
  }

  static Stream<MirrorErrorType> typesThatNeverPark() {
    return Stream.of(MirrorErrorType.values()).filter(type -> type.parkAfter() == NEVER);
  }

  @ParameterizedTest
  @MethodSource("typesThatNeverPark")
  void aTransientFailureNeverParks(MirrorErrorType type) {
    int failures = 10;
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(failures, type));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      // A task that was parked by mistake would go on later too, so the state must be read now.
      environment.pass(Duration.ofSeconds(10));
      view.await(MirrorState.RETRYING);
      assertEquals(Outcome.MIRRORED, view.result().outcome());
      List<Attempt> pushes = environment.registries().attempts("PushTags");
      assertEquals(failures + 1, pushes.size());
      for (int i = 1; i < pushes.size(); i++) {
        Duration wait = Duration.between(pushes.get(i - 1).at(), pushes.get(i).at());
        assertTrue(wait.compareTo(Duration.ofMinutes(6)) < 0, () -> "parked for " + wait);
      }
    }
  }

  @Test
  void oneFailureLessDoesNotPark() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      Instant start = environment.clock().instant();
      environment
          .registries()
          .onPush(FakeRegistries.failing(AFTER_SOME.parkAfter() - 1, AFTER_SOME));
      environment.mirror(CLI, DIGEST_A);

      assertEquals(Outcome.MIRRORED, environment.task(CLI_MIRROR).result().outcome());
      Instant end = environment.registries().attempts().getLast().at();
      assertTrue(end.isBefore(start.plus(Duration.ofMinutes(2))), () -> "ended at " + end);
    }
  }

  @Test
  void aFailureOfAnotherTypeRestartsTheCount() {
    int most = AFTER_SOME.parkAfter();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      Instant start = environment.clock().instant();
      environment
          .registries()
          .onPush(
              call -> {
                if (call == most) {
                  throw Failures.of(MirrorErrorType.ACCESS_DENIED);
                }
                if (call < 2 * most) {
                  throw Failures.of(AFTER_SOME);
                }
              });
      environment.mirror(CLI, DIGEST_A);

      assertEquals(Outcome.MIRRORED, environment.task(CLI_MIRROR).result().outcome());
      Instant end = environment.registries().attempts().getLast().at();
      assertTrue(end.isBefore(start.plus(Duration.ofMinutes(29))), () -> "ended at " + end);
    }
  }

  @Test
  void aParkAfterSeveralFailuresEndsAfterHalfAnHourAndTheNextFailureParksAgain() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(FakeRegistries.failing(AFTER_SOME.parkAfter() + 1, AFTER_SOME));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      environment.pass(Duration.ofMinutes(2));
      environment.pass(Duration.ofMinutes(31));

      assertEquals(MirrorState.PARKED, view.state());
      assertEquals(AFTER_SOME.parkAfter() + 1, environment.registries().pushCalls());
      assertEquals(Outcome.MIRRORED, view.result().outcome());
    }
  }

  @Test
  void aTriggerRestartsTheCount() {
    int most = AFTER_SOME.parkAfter();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(most + 1, AFTER_SOME));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      environment.pass(Duration.ofMinutes(2));
      assertEquals(MirrorState.PARKED, view.state());
      environment.trigger(CLI_MIRROR);

      view.await(MirrorState.RETRYING);
      assertEquals(1, view.status().failures());
      assertEquals("1", view.memo(MirrorMemo.FAILURES));
      assertEquals(Outcome.MIRRORED, view.result().outcome());
    }
  }

  @Test
  void anEndedTaskShowsNothingOfAnEarlierPark() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, AT_ONCE));
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.PARKED);
      view.signals().trigger();
      view.result();

      assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals("", view.memo(MirrorMemo.NEXT_ATTEMPT_AT));
      assertEquals("", view.memo(MirrorMemo.LAST_ERROR));
    }
  }
}
