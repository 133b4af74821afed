package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** While a registry is away, its tasks wait for a trigger, and cost nothing. */
class MirrorTaskRegistryAwayTest {

  private static final String REGISTRY = "quay.example";

  @Test
  void waitsForHoursAndShowsTheRegistry() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startWhileAway(environment, 99);
      Instant begin = environment.clock().instant();

      assertEquals(REGISTRY, view.memo(MirrorMemo.WAITS_FOR));
      assertEquals("RegistryReadOnly", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      Instant next = Instant.parse(view.memo(MirrorMemo.NEXT_ATTEMPT_AT));
      assertTrue(next.isAfter(begin.plus(Duration.ofMinutes(119))), next::toString);
      assertTrue(next.isBefore(begin.plus(Duration.ofMinutes(241))), next::toString);
      environment.pass(Duration.ofMinutes(110));
      assertEquals(1, environment.registries().pushCalls());
      environment.pass(Duration.ofMinutes(131));
      assertEquals(2, environment.registries().pushCalls(), "the net below a lost word");
    }
  }

  @Test
  void aTriggerEndsTheWaitAndClearsItsFields() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = startWhileAway(environment, 1);
      environment.trigger(CLI_MIRROR);

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      assertEquals("", view.memo(MirrorMemo.WAITS_FOR));
      assertEquals("", view.memo(MirrorMemo.NEXT_ATTEMPT_AT));
      assertEquals("", view.memo(MirrorMemo.LAST_ERROR));
      assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
    }
  }

  @Test
  void theRegistryIsNotShownWhileTheTaskWaitsForSomethingElse() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(
              call -> {
                throw call == 1
                    ? Failures.away(MirrorErrorType.REGISTRY_READ_ONLY, REGISTRY)
                    : Failures.of(MirrorErrorType.LAYER_UNSUPPORTED);
              });
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      environment.trigger(CLI_MIRROR);
      view.await(MirrorState.PARKED);

      assertEquals("", view.memo(MirrorMemo.WAITS_FOR));
    }
  }

  @Test
  void anOutageDuringTheChecksIsWaitedForToo() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onResolve(
              call -> {
                if (call == 1) {
                  throw Failures.away(MirrorErrorType.REGISTRY_UNREACHABLE, "source.example");
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      assertEquals("source.example", view.memo(MirrorMemo.WAITS_FOR));
      environment.trigger(CLI_MIRROR);

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }

  private static TaskView startWhileAway(MirrorEnvironment environment, int pushes) {
    environment
        .registries()
        .onPush(
            call -> {
              if (call <= pushes) {
                throw Failures.away(MirrorErrorType.REGISTRY_READ_ONLY, REGISTRY);
              }
            });
    return environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
  }
}
