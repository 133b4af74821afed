package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.FakeRegistries.BYTES_OF_AN_IMAGE;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.TARGET_REPOSITORY;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;
import static org.openshift.ci.mirror.workflow.testing.Samples.source;

import io.temporal.api.enums.v1.EventType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries.Attempt;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** A mirror task without failures: compare, push if the digests differ, end. */
class MirrorTaskPushTest {

  @Test
  void endsAtOnceWhenTheDigestsAreEqual() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(destination(CLI), DIGEST_A);
      TaskView view = environment.mirror(CLI, DIGEST_A);
      assertEquals(new MirrorResult(Outcome.EQUAL, DIGEST_A, 0, 0, null), view.result());
      assertEquals(0, environment.registries().pushCalls());
      assertEquals(1, environment.registries().resolves());
      assertEquals(1, environment.registries().checks());
      assertEquals(false, view.attribute(MirrorSearchAttributes.STALE));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
    }
  }

  @Test
  void pushesBothTagsOnce() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(destination(CLI), DIGEST_B);
      MirrorResult result = environment.mirror(CLI, DIGEST_A).result();
      assertEquals(
          new MirrorResult(Outcome.MIRRORED, DIGEST_A, 1, BYTES_OF_AN_IMAGE, null), result);
      PushRequest expected =
          new PushRequest(
              CLI_MIRROR,
              MirrorOwner.DISTRIBUTOR,
              CLI,
              source(CLI, DIGEST_A),
              DIGEST_A,
              TARGET_REPOSITORY + ":ocp_4.20_cli",
              TARGET_REPOSITORY + ":20260301_sha256_" + "a".repeat(64),
              Instant.parse(environment.task(CLI_MIRROR).memo(MirrorMemo.CREATED_AT)));
      assertEquals(List.of(expected), environment.registries().pushes());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void pushesToAnEmptyTarget() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      assertEquals(Outcome.MIRRORED, environment.mirror(CLI, DIGEST_A).result().outcome());
      assertEquals(DIGEST_A, environment.registries().target(destination(CLI)));
    }
  }

  @Test
  void onlyThePushUsesATaskQueue() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = environment.mirror(CLI, DIGEST_A);
      view.result();

      assertEquals(
          List.of("ResolveSourceDigest", "CheckQuayDigest", "PushTags"),
          environment.registries().attempts().stream().map(Attempt::activity).toList());
      assertEquals(1, view.events(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
    }
  }

  @Test
  void theDateTagHasTheUtcDayOfTheLookBeforeThePush() {
    Instant evening = Instant.parse("2026-03-01T23:59:59Z");
    try (MirrorEnvironment environment = MirrorEnvironment.startAt(evening)) {
      environment.registries().onCheck(FakeRegistries.failing(1, MirrorErrorType.TIMEOUT));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      view.result();

      String tomorrow = TARGET_REPOSITORY + ":20260302_sha256_" + "a".repeat(64);
      assertEquals(tomorrow, environment.registries().pushes().getFirst().dateDestination());
      assertEquals(tomorrow, view.memo(MirrorMemo.DATE_DESTINATION));
    }
  }

  @Test
  void memoAndPushHaveTheSameDayAcrossMidnight() {
    // The server's clock runs while an activity does. On a busy machine, the check begins late.
    Instant evening = Instant.parse("2026-03-01T23:59:55Z");
    Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
    try (MirrorEnvironment environment = MirrorEnvironment.startAt(evening)) {
      environment
          .registries()
          .onCheck(
              call ->
                  Await.until(
                      "it is past midnight",
                      () -> environment.clock().instant().isAfter(midnight)));
      TaskView view = environment.mirror(CLI, DIGEST_A);
      view.resultAtOnce();

      String day = TARGET_REPOSITORY + ":20260301_sha256_" + "a".repeat(64);
      assertEquals(day, view.memo(MirrorMemo.DATE_DESTINATION));
      assertEquals(day, environment.registries().pushes().getFirst().dateDestination());
      assertTrue(environment.registries().attempts("PushTags").getFirst().at().isAfter(midnight));
    }
  }

  @Test
  void aBackfillHasNoDateTag() {
    Destination backfill = Destination.backfill(CLI);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().want(claim(MirrorOwner.BACKFILL, CLI, DIGEST_A));
      environment.trigger(backfill);

      environment.task("backfill/ocp/4.20:cli").result();
      PushRequest push = environment.registries().pushes().getFirst();
      assertNull(push.dateDestination());
      assertEquals(MirrorOwner.BACKFILL, push.owner());
      assertEquals(backfill, push.place());
    }
  }

  @Test
  void searchAttributesAndMemoAreCorrectAtTheEnd() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(destination(CLI), DIGEST_B);
      TaskView view = environment.mirror(CLI, DIGEST_A);
      view.result();

      assertEquals("ocp", view.attribute(MirrorSearchAttributes.IMAGE_NAMESPACE));
      assertEquals("4.20", view.attribute(MirrorSearchAttributes.IMAGE_NAME));
      assertEquals("cli", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
      assertEquals("distributor", view.attribute(MirrorSearchAttributes.MIRROR_OWNER));
      assertEquals("copying", view.attribute(MirrorSearchAttributes.MIRROR_STATE));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
      assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(false, view.attribute(MirrorSearchAttributes.STALE));
      assertEquals("ocp/4.20:cli", view.memo(MirrorMemo.TAG));
      assertEquals(source(CLI, DIGEST_A), view.memo(MirrorMemo.SOURCE));
      assertEquals(destination(CLI), view.memo(MirrorMemo.DESTINATION));
      assertEquals(
          TARGET_REPOSITORY + ":20260301_sha256_" + "a".repeat(64),
          view.memo(MirrorMemo.DATE_DESTINATION));
    }
  }
}
