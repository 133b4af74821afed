package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.WatchHeartbeat;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.model.WatchState;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;
import tools.jackson.databind.JsonNode;

/** What the API says of the watch of image streams at a real Temporal. */
@Timeout(180)
@Order(1)
class WatchApiIT extends WithTemporal {

  private static final MirrorMode MODE = MirrorMode.REAL;
  private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

  private WorkerFactory workers;

  @BeforeEach
  void begin() {
    workers = WorkerFactory.newInstance(temporal.client());
    new StandingWorkflows(temporal.client(), MODE).ensureRunning();
  }

  @AfterEach
  void end() {
    workers.shutdownNow();
    // A worker that still polls could take the next test's activity, and fail it.
    workers.awaitTermination(20, TimeUnit.SECONDS);
    endWatch();
  }

  private void endWatch() {
    try {
      temporal.client().newUntypedWorkflowStub(MODE.imageStreamWatchId()).terminate("a test");
    } catch (WorkflowNotFoundException e) {
      // A test has ended it.
    }
  }

  /** Starts a worker whose watch does this. */
  private void watch(ImageStreamWatchActivities activities) {
    Worker worker = workers.newWorker(MODE.watchQueue());
    worker.registerWorkflowImplementationTypes(ImageStreamWatchWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
    workers.start();
  }

  private static WatchPosition heartbeating(WatchState state) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    try {
      while (!new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)) {
        context.heartbeat(WatchHeartbeat.of(new WatchPosition("17"), state));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return WatchPosition.start();
  }

  private JsonNode watch() {
    return http.json("/api/v1/watches").at("/watches/0");
  }

  private JsonNode awaitState(String state) {
    await().until(() -> watch().path("state").asString("").equals(state));
    return watch();
  }

  @Test
  void withoutAWorkerItWaits() {
    JsonNode watch = awaitState("waiting");
    assertEquals("image-stream-watch", watch.path("workflow_id").asString());
    assertTrue(watch.path("worker").isNull(), watch.toString());
    assertTrue(watch.path("lag_seconds").isNull(), watch.toString());
  }

  @Test
  void showsWhatItsWorkerSays() {
    Instant heard = Instant.now().minus(Duration.ofSeconds(30));
    watch(from -> heartbeating(new WatchState(WatchPhase.CONNECTED, SINCE, null, SINCE, heard, 3)));
    JsonNode watch = awaitState("connected");
    assertEquals(SINCE.toString(), watch.path("since").asString());
    assertEquals(SINCE.toString(), watch.path("last_event").asString());
    assertEquals(3, watch.path("relists").asInt());
    assertTrue(watch.path("lag_seconds").asInt() >= 30, watch.toString());
    assertTrue(watch.path("last_error").isNull(), watch.toString());
    assertEquals(temporal.client().getOptions().getIdentity(), watch.path("worker").asString());
    assertTrue(
        watch.path("workflow_url").asString().contains("/workflows/image-stream-watch/"),
        watch.toString());
  }

  @Test
  void showsAFailureThatLastsWhileTheAttemptGoesOn() {
    watch(
        from ->
            heartbeating(
                new WatchState(WatchPhase.FAILING, SINCE, "the folder is gone", null, null, 0)));
    JsonNode watch = awaitState("failing");
    assertEquals("the folder is gone", watch.path("last_error").asString());
    assertEquals(SINCE.toString(), watch.path("since").asString());
  }

  @Test
  void showsWhyTheAttemptsFail() {
    watch(
        from -> {
          Activity.getExecutionContext()
              .heartbeat(
                  WatchHeartbeat.of(
                      from, new WatchState(WatchPhase.FAILING, SINCE, "refused", null, null, 0)));
          throw new IllegalStateException("the credentials were refused");
        });
    JsonNode watch = awaitState("failing");
    assertTrue(watch.path("last_error").asString().contains("refused"), watch.toString());
    assertEquals(SINCE.toString(), watch.path("since").asString());
  }

  /** As when its worker was killed: Temporal waits for a heartbeat, and gives the attempt up. */
  @Test
  void aWorkerThatReportsNoMoreIsNamed() {
    watch(
        from -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return from;
        });
    String worker = temporal.client().getOptions().getIdentity();
    String why =
        "the worker that had it, "
            + worker
            + ", no longer reports; look whether workers run (activity Heartbeat timeout)";
    await().untilAsserted(() -> assertEquals(why, watch().path("last_error").asString("")));
    assertEquals("failing", watch().path("state").asString());
    await()
        .untilAsserted(
            () -> {
              String status = http.json("/api/v1/status").path("problems").toString();
              assertTrue(status.contains("The watch of image streams is failing: " + why), status);
            });
  }

  /** As after a roll back: the workers have the queue, and cannot go on with the history. */
  @Test
  void aWatcherThatStandsStillIsAFailure() {
    workers
        .newWorker(MODE.watcherQueue())
        .registerWorkflowImplementationTypes(ImageStreamWatchWorkflowImpl.class);
    try {
      watch(
          from -> heartbeating(new WatchState(WatchPhase.CONNECTED, SINCE, null, SINCE, SINCE, 0)));
      JsonNode watch = awaitState("failing");
      String error = watch.path("last_error").asString();
      assertTrue(error.startsWith("the workflow watcher stands still: "), error);
      String status = http.json("/api/v1/status").path("problems").toString();
      assertTrue(status.contains("the workflow watcher stands still: "), status);
    } finally {
      temporal.client().newUntypedWorkflowStub(MODE.watcherId()).terminate("a test");
    }
  }

  /**
   * Without a watch nobody would start tasks, so that no task may not mean that all is mirrored.
   */
  @Test
  void anEndedWatchIsNoListOfZeroTasks() {
    assertEquals(0, http.json("/api/v1/mirrors").path("total").asInt(-1));
    endWatch();
    await().until(() -> http.get("/api/v1/mirrors").statusCode() == 503);
    for (String path : List.of("/api/v1/mirrors", "/api/v1/mirrors?action=show", "/readyz")) {
      String detail = Http.problem(503, http.get(path));
      assertTrue(detail.contains("image-stream-watch"), detail);
    }
  }
}
