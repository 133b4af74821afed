package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import tools.jackson.databind.JsonNode;

/** Whether all is well, with a real Temporal server and a task that really runs. */
class StatusIT extends WithTemporal {

  private static final String TRIGGER_MANY = "/api/v1/mirrors/trigger?state=parked";
  private static final String PARKED = "1 task is parked and needs a person: distributor 1";
  private static final String FAILED = "1 task has failed and tries again: SourceTagEmpty 1";

  /** Without an image at first; after that, the second look waits until the test lets it go on. */
  private static final class Claims implements UnaryOperator<Claim> {
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public Claim apply(Claim mended) {
      if (looks.incrementAndGet() == 1) {
        return new Claim(
            mended.owner(),
            mended.tag(),
            null,
            null,
            mended.destination(),
            new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, "the tag has no image"));
      }
      try {
        assertTrue(goOn.await(60, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return mended;
    }
  }

  private static Claim mended(Destination destination) {
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        destination.tag(),
        "registry.example/a/b@" + TaskWorker.AT_TARGET,
        TaskWorker.AT_TARGET,
        "quay.example/ci:" + destination.tag().floatingTag(),
        null);
  }

  private List<String> problems() {
    JsonNode status = http.json("/api/v1/status");
    assertEquals("not_well", status.path("verdict").asString(), "there is no watch in this test");
    return status.path("problems").valueStream().map(each -> each.path("text").asString()).toList();
  }

  @Test
  void aTaskThatIsTriggeredBeforeItsCauseIsMendedIsNotWellUntilItHasMirrored() {
    Claims claims = new Claims();
    try (TaskWorker _ =
        new TaskWorker(temporal.client(), destination -> claims.apply(mended(destination)))) {
      assertEquals(202, http.post("/api/v1/mirrors/status/4.22/cli/trigger", BEARER).statusCode());
      await().until(this::problems, hasItem(PARKED));
      await().until(() -> http.post(TRIGGER_MANY, BEARER).statusCode() == 202);
      await()
          .until(
              () -> http.json("/api/v1/mirrors/status/4.22/cli").path("state").asString(),
              "checking"::equals);
      await().until(this::problems, hasItem(FAILED));
      assertEquals(
          "SourceTagEmpty",
          http.json("/api/v1/mirrors/status/4.22/cli").path("error_type").asString());
      claims.goOn.countDown();
      await().until(this::problems, not(hasItem(FAILED)));
      await()
          .until(
              () -> http.json("/api/v1/mirrors/status/4.22/cli").path("outcome").asString(""),
              "equal"::equals);
      assertEquals(0, http.json("/api/v1/status").at("/open_tasks/total").asInt(-1));
    }
  }
}
