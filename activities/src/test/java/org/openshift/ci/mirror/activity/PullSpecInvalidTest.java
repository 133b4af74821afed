package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.CopyWarning;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.RegistryEngine;

/** A pull spec that somebody mistyped parks the task with that reason, at whatever step. */
class PullSpecInvalidTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final TagReference TAG = TagReference.parse("ns/name:tag");

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final RegistryEngine engine = RegistryEngine.create(EngineSettings.defaults());
  private final List<String> counted = new ArrayList<>();

  @BeforeEach
  void register() {
    temporal.registerActivitiesImplementations(
        new CheckActivitiesImpl(engine, new MirrorPlaces("a.example", "b.example/c")),
        new PushActivitiesImpl(engine, new Counting()));
  }

  @AfterEach
  void stop() {
    temporal.close();
    engine.close();
  }

  @Test
  void ofTheDestinationAtTheCheck() {
    CheckActivities check = temporal.newActivityStub(CheckActivities.class);
    assertInvalid(
        "B.Example/UPPER:x",
        () ->
            check.checkQuayDigest(
                new CheckRequest("a.example/ns/name@" + DIGEST, DIGEST, "B.Example/UPPER:x")));
  }

  @ParameterizedTest
  @CsvSource({
    "a.example/ns/na me:x, b.example/c:x,        b.example/c:y,  na me",
    "a.example/ns/name:x,  b.example/C:x,        b.example/c:y,  b.example/C:x",
    "a.example/ns/name:x,  b.example/c:x,        b.example/C:y,  b.example/C:y",
    "a.example/ns/name:x,  b.example/c@sha256:0, b.example/c:y,  b.example/c@sha256:0",
    "a.example/ns/name:x,  ,                     b.example/c:y,  missing",
    ",                     b.example/c:x,        b.example/c:y,  missing",
  })
  void ofAnyOfThemAtThePush(String source, String destination, String dated, String named) {
    PushActivities push = temporal.newActivityStub(PushActivities.class);
    PushRequest request =
        new PushRequest(MirrorOwner.SUPPLEMENTAL, TAG, source, DIGEST, destination, dated);
    assertInvalid(named, () -> push.pushTags(request));
    assertEquals(List.of("failed"), counted);
  }

  @Test
  void ofADigestWhereATagIsToBeSet() {
    PushActivities push = temporal.newActivityStub(PushActivities.class);
    PushRequest request =
        new PushRequest(
            MirrorOwner.SUPPLEMENTAL,
            TAG,
            "a.example/ns/name:x",
            DIGEST,
            "b.example/c@" + DIGEST,
            null);
    assertInvalid("registry/repository:tag", () -> push.pushTags(request));
  }

  private static void assertInvalid(String named, Runnable activity) {
    ActivityFailure failure = assertThrows(ActivityFailure.class, activity::run);
    ApplicationFailure cause = (ApplicationFailure) failure.getCause();
    assertEquals(MirrorErrorType.PULL_SPEC_INVALID.wireName(), cause.getType(), cause.getMessage());
    assertTrue(cause.getOriginalMessage().contains(named), cause.getOriginalMessage());
    assertEquals(new FailureDetail(1, false), cause.getDetails().get(FailureDetail.class));
  }

  private final class Counting implements PushMetrics {
    @Override
    public void succeeded(Duration took, long bytes) {
      counted.add("succeeded");
    }

    @Override
    public void failed(Duration took) {
      counted.add("failed");
    }

    @Override
    public void skipped(MirrorErrorType reason) {
      counted.add("skipped " + reason);
    }

    @Override
    public void warned(CopyWarning.Kind kind) {
      counted.add("warned " + kind);
    }
  }
}
