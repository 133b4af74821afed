package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openshift.ci.mirror.workflow.testing.FakeRegistries.BYTES_OF_AN_IMAGE;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.TARGET_REPOSITORY;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** The plain way of a mirror task: look, push what differs, end. */
class MirrorTaskPushTest {

  private static final MirrorTask TASK = task(CLI, DIGEST_A, 0);

  @Test
  void endsAtOnceWhenTheDigestsAreEqual() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(TASK.destination(), DIGEST_A);

      environment.starter().startOrTell(TASK);

      TaskView view = environment.task(TASK);
      assertEquals(new MirrorResult(Outcome.EQUAL, DIGEST_A, 0, 0), view.result());
      assertEquals(0, environment.registries().pushCalls());
      assertEquals(1, environment.registries().checks());
      assertEquals(false, view.attribute(MirrorSearchAttributes.STALE));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
    }
  }

  @Test
  void pushesWhatDiffersOnceWithBothTags() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(TASK.destination(), DIGEST_B);

      environment.starter().startOrTell(TASK);

      MirrorResult result = environment.task(TASK).result();
      assertEquals(new MirrorResult(Outcome.MIRRORED, DIGEST_A, 1, BYTES_OF_AN_IMAGE), result);
      PushRequest expected =
          new PushRequest(
              MirrorOwner.DISTRIBUTOR,
              CLI,
              "registry.example/ocp/4.20@" + DIGEST_A,
              DIGEST_A,
              TARGET_REPOSITORY + ":ocp_4.20_cli",
              TARGET_REPOSITORY + ":20260301_sha256_" + "a".repeat(64));
      assertEquals(List.of(expected), environment.registries().pushes());
      assertEquals(1, environment.registries().pushCalls());
    }
  }

  @Test
  void pushesToAnEmptyTarget() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.starter().startOrTell(TASK);

      assertEquals(Outcome.MIRRORED, environment.task(TASK).result().outcome());
      assertEquals(DIGEST_A, environment.registries().target(TASK.destination()));
    }
  }

  @Test
  void theDateTagHasTheUtcDayOfThePush() {
    Instant evening = Instant.parse("2026-03-01T23:59:58Z");
    try (MirrorEnvironment environment = MirrorEnvironment.startAt(evening)) {
      environment.registries().onCheck(FakeRegistries.failing(5, MirrorErrorType.TIMEOUT));

      environment.starter().startOrTell(TASK);

      environment.task(TASK).result();
      assertEquals(
          TARGET_REPOSITORY + ":20260302_sha256_" + "a".repeat(64),
          environment.registries().pushes().getFirst().dateDestination());
    }
  }

  @Test
  void aBackfillHasNoDateTag() {
    MirrorTask backfill = task(MirrorOwner.BACKFILL, CLI, DIGEST_A, 0);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.starter().startOrTell(backfill);

      environment.task("backfill/ocp/4.20:cli").result();
      PushRequest push = environment.registries().pushes().getFirst();
      assertEquals(null, push.dateDestination());
      assertEquals(MirrorOwner.BACKFILL, push.owner());
    }
  }

  @Test
  void whatTheListingShowsBeginsTrueAndEndsTrue() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().putTarget(TASK.destination(), DIGEST_B);
      environment.starter().startOrTell(TASK);
      TaskView view = environment.task(TASK);
      view.result();

      assertEquals("ocp", view.attribute(MirrorSearchAttributes.IMAGE_NAMESPACE));
      assertEquals("4.20", view.attribute(MirrorSearchAttributes.IMAGE_NAME));
      assertEquals("cli", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
      assertEquals("distributor", view.attribute(MirrorSearchAttributes.MIRROR_OWNER));
      assertEquals("copying", view.attribute(MirrorSearchAttributes.MIRROR_STATE));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
      assertEquals(null, view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(false, view.attribute(MirrorSearchAttributes.STALE));
      assertEquals("ocp/4.20:cli", view.memo(MirrorMemo.TAG));
      assertEquals(TASK.source(), view.memo(MirrorMemo.SOURCE));
      assertEquals(TASK.destination(), view.memo(MirrorMemo.DESTINATION));
      assertEquals(
          TARGET_REPOSITORY + ":20260301_sha256_" + "a".repeat(64),
          view.memo(MirrorMemo.DATE_DESTINATION));
    }
  }
}
