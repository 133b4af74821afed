package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries.Attempt;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Transient failures: a task waits longer after each, and shows the failure meanwhile. */
class MirrorTaskRetryTest {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Test
  void anOutageOfHoursIsShownAndThenMirrored() {
    AtomicBoolean down = new AtomicBoolean(true);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onCheck(
              call -> {
                if (down.get()) {
                  throw Failures.of(MirrorErrorType.REGISTRY_UNREACHABLE);
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A);
      environment.pass(Duration.ofHours(4));

      view.await(MirrorState.RETRYING);
      assertEquals("RegistryUnreachable", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(true, view.attribute(MirrorSearchAttributes.STALE));
      assertEquals(
          Failures.message(MirrorErrorType.REGISTRY_UNREACHABLE), view.memo(MirrorMemo.LAST_ERROR));
      MirrorStatus status = view.status();
      assertEquals(Integer.toString(status.failures()), view.memo(MirrorMemo.FAILURES));
      assertTrue(status.failures() > 4 * 60 / 5, () -> status.failures() + " failures");
      assertTrue(
          status.nextAttemptAt().isBefore(environment.clock().instant().plus(LONGEST)),
          () -> "next attempt at " + status.nextAttemptAt());
      assertEquals(status.nextAttemptAt().toString(), view.memo(MirrorMemo.NEXT_ATTEMPT_AT));

      down.set(false);
      assertEquals(Outcome.MIRRORED, view.result().outcome());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void theDelaysGrowUpToFiveMinutes() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onResolve(FakeRegistries.failing(12, MirrorErrorType.REGISTRY_ERROR));
      environment.mirror(CLI, DIGEST_A).result();

      List<Duration> waits = waits(environment.registries().attempts("ResolveSourceDigest"));
      assertEquals(12, waits.size());
      Duration machine = Duration.ofSeconds(1);
      for (int i = 0; i < waits.size(); i++) {
        Duration ceiling = Duration.ofSeconds(2L << i);
        ceiling = ceiling.compareTo(LONGEST) > 0 ? LONGEST : ceiling;
        Duration wait = waits.get(i);
        assertTrue(
            wait.minus(machine).compareTo(ceiling) <= 0
                && wait.compareTo(ceiling.dividedBy(2)) >= 0,
            () -> "waits of " + waits);
      }
    }
  }

  @Test
  void aSuccessClearsTheFailure() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onCheck(FakeRegistries.failing(2, MirrorErrorType.TIMEOUT));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      view.result();
      assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals("", view.memo(MirrorMemo.LAST_ERROR));
      assertEquals("", view.memo(MirrorMemo.NEXT_ATTEMPT_AT));
      assertEquals("0", view.memo(MirrorMemo.FAILURES));
      assertNull(view.status().lastError());
    }
  }

  @Test
  void aLongerDelayThatTheRegistryAskedForIsKept() {
    Duration asked = Duration.ofMinutes(50);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(
              call -> {
                if (call == 1) {
                  throw Failures.rateLimited(asked);
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);
      assertEquals("RateLimited", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      environment.pass(asked.plusMinutes(2));
      assertEquals(Outcome.MIRRORED, view.result().outcome());

      List<Duration> waits = waits(environment.registries().attempts("PushTags"));
      assertEquals(1, waits.size());
      assertTrue(waits.getFirst().compareTo(asked) >= 0, () -> "waited " + waits);
      assertTrue(waits.getFirst().compareTo(asked.plusMinutes(1)) < 0, () -> "waited " + waits);
    }
  }

  @Test
  void aTriggerEndsADelayThatTheRegistryAskedFor() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onCheck(
              call -> {
                if (call == 1) {
                  throw Failures.rateLimited(Duration.ofDays(1));
                }
              });
      TaskView view = environment.mirror(CLI, DIGEST_A).await(MirrorState.RETRYING);

      view.signals().trigger();

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
    }
  }

  @Test
  void failuresOfPushesAreCountedAlthoughTheChecksSucceed() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(5, MirrorErrorType.TIMEOUT));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      environment.pass(Duration.ofSeconds(2 + 4 + 8));

      view.await(MirrorState.RETRYING);
      int failures = view.status().failures();
      assertTrue(failures >= 3, () -> failures + " failures");
      assertEquals(Outcome.MIRRORED, view.result().outcome());
      assertEquals(6, environment.registries().pushCalls());
    }
  }

  @Test
  void anActivityMakesOneAttempt() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onResolve(FakeRegistries.failing(1, MirrorErrorType.TIMEOUT));
      environment.registries().onCheck(FakeRegistries.failing(1, MirrorErrorType.TIMEOUT));
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.TIMEOUT));
      environment.mirror(CLI, DIGEST_A).result();

      List<Attempt> attempts = environment.registries().attempts();
      assertTrue(attempts.stream().allMatch(attempt -> attempt.number() == 1), attempts::toString);
      assertEquals(4 + 3 + 2, attempts.size());
    }
  }

  private static List<Duration> waits(List<Attempt> attempts) {
    List<Duration> waits = new ArrayList<>();
    for (int i = 1; i < attempts.size(); i++) {
      waits.add(Duration.between(attempts.get(i - 1).at(), attempts.get(i).at()));
    }
    return waits;
  }
}
