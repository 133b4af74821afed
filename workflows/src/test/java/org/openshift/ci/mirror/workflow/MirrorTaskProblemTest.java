package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;
import static org.openshift.ci.mirror.workflow.testing.Samples.withProblem;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.Eventually;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Tasks that cannot be done as they stand: visible, and done once they are mended. */
class MirrorTaskProblemTest {

  /** Two tags with one destination. */
  private static final TagReference ONE = TagReference.parse("a/b_c:d");

  private static final TagReference OTHER = TagReference.parse("a/b:c_d");

  @Test
  void parksAtOnceWithoutAskingARegistry() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      MirrorTask conflict = withProblem(ONE, DIGEST_A, 0);
      environment.starter().startOrTell(conflict);
      TaskView view = environment.task(conflict).await(MirrorState.PARKED);
      environment.pass(Duration.ofHours(13));

      assertEquals(MirrorState.PARKED, view.state());
      assertEquals("DestinationConflict", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(conflict.problem().message(), view.memo(MirrorMemo.LAST_ERROR));
      assertEquals(true, view.attribute(MirrorSearchAttributes.STALE));
      assertEquals(0, environment.registries().attempts().size());
    }
  }

  @Test
  void aMendedConflictIsMirroredUnderTheNameOfTheTagThatIsLeft() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      MirrorTask conflict = withProblem(ONE, DIGEST_A, 0);
      environment.starter().startOrTell(conflict);
      TaskView view = environment.task(conflict).await(MirrorState.PARKED);

      MirrorTask mended = task(OTHER, DIGEST_B, 1);
      environment.starter().startOrTell(mended);
      view.signals().withdraw(TagChange.removed(ONE, T0.plusSeconds(1)));

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals("b", view.attribute(MirrorSearchAttributes.IMAGE_NAME));
      assertEquals("c_d", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
      assertEquals("a/b:c_d", view.memo(MirrorMemo.TAG));
      assertEquals(mended.source(), view.memo(MirrorMemo.SOURCE));
      assertEquals(DIGEST_B, environment.registries().target(mended.destination()));
    }
  }

  @Test
  void aConflictThatAppearsUnderAnOpenTaskIsShown() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      MirrorTask fine = task(ONE, DIGEST_A, 0);
      environment.starter().startOrTell(fine);
      TaskView view = environment.task(fine).await(MirrorState.PARKED);

      MirrorTask conflict = withProblem(OTHER, DIGEST_B, 1);
      environment.starter().startOrTell(conflict);
      Eventually.until(
          "the conflict is shown",
          () ->
              "DestinationConflict"
                  .equals(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE)));

      assertEquals(MirrorState.PARKED, view.state());
      assertEquals("c_d", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
      assertEquals(DIGEST_B, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
      assertEquals(conflict.source(), view.memo(MirrorMemo.SOURCE));
    }
  }

  @Test
  void anOwnerThatTakesOverIsShown() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      MirrorTask conflict = withProblem(ONE, DIGEST_A, 0);
      environment.starter().startOrTell(conflict);
      TaskView view = environment.task(conflict).await(MirrorState.PARKED);
      environment.starter().startOrTell(task(MirrorOwner.SUPPLEMENTAL, ONE, DIGEST_A, 1));
      view.resultAtOnce();

      assertEquals("supplemental", view.attribute(MirrorSearchAttributes.MIRROR_OWNER));
    }
  }

  @Test
  void aNewSourceCountsAsStaleUntilTheTargetWasRead() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onPush(
              call -> {
                // Told while it pushes; after that, the target cannot be read any more.
                environment.starter().startOrTell(task(ONE, DIGEST_B, 1));
                environment
                    .registries()
                    .onCheck(FakeRegistries.failing(99, MirrorErrorType.REGISTRY_UNREACHABLE));
              });
      MirrorTask first = task(ONE, DIGEST_A, 0);
      environment.starter().startOrTell(first);
      environment.pass(Duration.ofSeconds(4));

      TaskView view = environment.task(first).await(MirrorState.RETRYING);
      assertEquals(DIGEST_B, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
      assertEquals(true, view.attribute(MirrorSearchAttributes.STALE));
    }
  }

  @Test
  void aTagTooLongForARegistryGetsATaskThatSaysSo() {
    TagReference tooLong =
        new TagReference(
            "n".repeat(63), "s".repeat(253), "t".repeat(DestinationTags.MAX_TAG_LENGTH));
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      MirrorTask task =
          new MirrorTask(
              MirrorOwner.DISTRIBUTOR,
              tooLong,
              "registry.example/" + tooLong.stream() + "@" + DIGEST_A,
              DIGEST_A,
              "quay.example/openshift/ci:" + tooLong.floatingTag(),
              T0,
              DestinationTags.problemOf(tooLong).orElseThrow());
      environment.starter().startOrTell(task);

      TaskView view = environment.task(task).await(MirrorState.PARKED);
      assertEquals(
          "DestinationTagInvalid", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      view.signals().withdraw(TagChange.removed(tooLong, T0));
      assertEquals(Outcome.WITHDRAWN, view.resultAtOnce().outcome());
    }
  }
}
