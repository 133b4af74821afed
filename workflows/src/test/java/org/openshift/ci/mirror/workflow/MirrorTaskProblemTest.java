package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.conflict;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;
import static org.openshift.ci.mirror.workflow.testing.Samples.source;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Claims with a problem: the task parks with the reason, and mirrors once the problem is gone. */
class MirrorTaskProblemTest {

  /** Two tags with one destination. */
  private static final TagReference ONE = TagReference.parse("a/b_c:d");

  private static final TagReference OTHER = TagReference.parse("a/b:c_d");
  private static final Destination PLACE = Destination.mirror(ONE);

  @Test
  void parksAtOnceWithoutReadingARegistry() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = parkByConflict(environment);
      environment.pass(Duration.ofHours(13));

      assertEquals(MirrorState.PARKED, view.state());
      assertEquals("DestinationConflict", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(conflict(ONE).problem().message(), view.memo(MirrorMemo.LAST_ERROR));
      assertEquals("distributor", view.attribute(MirrorSearchAttributes.MIRROR_OWNER));
      assertEquals("b_c", view.attribute(MirrorSearchAttributes.IMAGE_NAME));
      assertEquals(conflict(ONE).source(), view.memo(MirrorMemo.SOURCE));
      assertEquals(destination(ONE), view.memo(MirrorMemo.DESTINATION));
      assertEquals(true, view.attribute(MirrorSearchAttributes.STALE));
      // At once, after six hours, and after twelve.
      assertEquals(3, environment.registries().resolves());
      assertEquals(0, environment.registries().checks());
      assertEquals(0, environment.registries().pushCalls());
    }
  }

  @Test
  void aResolvedConflictIsMirroredForTheRemainingTag() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = parkByConflict(environment);
      environment.mirror(OTHER, DIGEST_B);

      assertEquals(DIGEST_B, view.resultAtOnce().digest());
      assertEquals("b", view.attribute(MirrorSearchAttributes.IMAGE_NAME));
      assertEquals("c_d", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
      assertEquals("a/b:c_d", view.memo(MirrorMemo.TAG));
      assertEquals(source(OTHER, DIGEST_B), view.memo(MirrorMemo.SOURCE));
      assertEquals(DIGEST_B, environment.registries().target(destination(OTHER)));
    }
  }

  @Test
  void aConflictThatAppearsDuringATaskIsShown() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView view = environment.mirror(ONE, DIGEST_A).await(MirrorState.PARKED);
      environment.registries().want(conflict(OTHER));
      environment.trigger(PLACE);
      Await.until(
          "the conflict is shown",
          () ->
              "DestinationConflict"
                  .equals(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE)));

      assertEquals(MirrorState.PARKED, view.state());
      assertEquals("c_d", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
      assertEquals(conflict(OTHER).source(), view.memo(MirrorMemo.SOURCE));
    }
  }

  @Test
  void anOwnerThatTakesOverIsShown() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      TaskView view = parkByConflict(environment);
      environment.registries().want(claim(MirrorOwner.SUPPLEMENTAL, ONE, DIGEST_A));
      environment.trigger(PLACE);
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
                // A trigger while the task pushes; after that, the target cannot be read.
                environment.mirror(ONE, DIGEST_B);
                environment
                    .registries()
                    .onCheck(FakeRegistries.failing(99, MirrorErrorType.REGISTRY_UNREACHABLE));
              });
      TaskView view = environment.mirror(ONE, DIGEST_A).await(MirrorState.RETRYING);

      assertEquals(DIGEST_B, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
      assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
      assertEquals(true, view.attribute(MirrorSearchAttributes.STALE));
    }
  }

  @Test
  void theOwnerOfAnUnreadableSourceIsShown() {
    Claim unread =
        new Claim(
            MirrorOwner.SUPPLEMENTAL, OTHER, "docker.io/x/y:z", null, destination(OTHER), null);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .onResolve(
              call -> {
                throw Failures.whileReading(unread, MirrorErrorType.SOURCE_MISSING);
              });
      TaskView view = environment.trigger(PLACE).await(MirrorState.RETRYING);

      assertEquals("SourceMissing", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals("supplemental", view.attribute(MirrorSearchAttributes.MIRROR_OWNER));
      assertEquals("c_d", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
      assertEquals("docker.io/x/y:z", view.memo(MirrorMemo.SOURCE));
      assertEquals(unread, view.status().claim());
    }
  }

  @Test
  void aTagThatIsTooLongForARegistryParksWithTheReason() {
    TagReference tooLong =
        new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(FloatingTag.MAX_LENGTH));
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment
          .registries()
          .want(
              new Claim(
                  MirrorOwner.DISTRIBUTOR,
                  tooLong,
                  source(tooLong, DIGEST_A),
                  null,
                  destination(tooLong),
                  FloatingTag.problemOf(tooLong).orElseThrow()));
      TaskView view = environment.trigger(Destination.mirror(tooLong)).await(MirrorState.PARKED);

      assertEquals(
          "DestinationTagInvalid", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(tooLong.toString(), view.memo(MirrorMemo.TAG));
    }
  }

  private static TaskView parkByConflict(MirrorEnvironment environment) {
    environment.registries().want(conflict(ONE));
    return environment.trigger(PLACE).await(MirrorState.PARKED);
  }
}
