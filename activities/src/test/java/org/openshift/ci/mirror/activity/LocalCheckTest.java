package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;

/** Reading a digest as a local activity, for which a workflow task waits. */
@Timeout(60)
class LocalCheckTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private final ScriptedServer registry = ScriptedServer.start();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private RegistryEngine engine;

  @BeforeEach
  void script() {
    registry.once("HEAD", "/manifests/hangs", new Answer.Silence());
    registry.always(
        "HEAD", "/manifests/", Answer.reply(200, "").with("Docker-Content-Digest", DIGEST));
  }

  @AfterEach
  void stop() {
    temporal.close();
    engine.close();
    registry.close();
  }

  @Test
  void doesNotStandInLineForARegistryThatBearsNoMoreNow() {
    start(
        EngineSettings.defaults().withRequestsPerSecond(registry.host(), 0.2), EngineObserver.NONE);
    CheckActivities local = local();
    assertEquals(DIGEST, read(local).digest());

    assertEquals("RateLimited", failure(local).getType());
    assertEquals(1, registry.seen().size());

    assertEquals(DIGEST, read(temporal.newActivityStub(CheckActivities.class)).digest());
  }

  @Test
  void anErrorInTheProgramIsAFailureLikeAnyOther() {
    start(
        EngineSettings.defaults(),
        (host, request, status, took) -> {
          throw new LinkageError("a class is gone");
        });

    ApplicationFailure failure = failure(local());

    assertEquals(MirrorErrorType.UNEXPECTED.wireName(), failure.getType());
    assertEquals("java.lang.LinkageError: a class is gone", failure.getOriginalMessage());
  }

  @Test
  void aRegistryThatDidNotAnswerIsLeftToTheQueueForAWhile() {
    start(EngineSettings.defaults(), EngineObserver.NONE);
    CheckActivities local = local();
    assertEquals("Timeout", failure(() -> read(local, "hangs")).getType());

    ApplicationFailure second = failure(() -> read(local, "x"));

    assertEquals("Timeout", second.getType());
    assertFalse(second.isNonRetryable());
    assertEquals(1, registry.seen().size());
    assertEquals(DIGEST, read(temporal.newActivityStub(CheckActivities.class), "x").digest());
  }

  private void start(EngineSettings settings, EngineObserver observer) {
    engine = RegistryEngine.create(settings.withInsecureRegistry(registry.host()), observer);
    temporal.registerActivitiesImplementations(
        new CheckActivitiesImpl(engine, new MirrorPlaces("a.example", registry.host() + "/c")));
  }

  private CheckActivities local() {
    return temporal.newLocalActivityStub(
        CheckActivities.class,
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build(),
        Map.of());
  }

  private TargetImage read(CheckActivities check) {
    return read(check, "x");
  }

  private TargetImage read(CheckActivities check, String tag) {
    String destination = registry.host() + "/c:" + tag;
    return check.checkQuayDigest(
        new CheckRequest("a.example/ns/name@" + DIGEST, DIGEST, destination));
  }

  private ApplicationFailure failure(CheckActivities check) {
    return failure(() -> read(check));
  }

  private static ApplicationFailure failure(Executable reading) {
    ActivityFailure failure = assertThrows(ActivityFailure.class, reading);
    return assertInstanceOf(ApplicationFailure.class, failure.getCause());
  }
}
