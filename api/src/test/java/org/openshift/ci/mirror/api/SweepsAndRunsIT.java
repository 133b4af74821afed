package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.worker.WorkerFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.ResyncWorkflow;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;

/** What schedules and ended runs tell, from a real Temporal server. */
@Order(6)
class SweepsAndRunsIT extends WithTemporal {

  private static final String QUEUE = "sweeping";

  /** A resync whose result is known. */
  public static final class KnownResync implements ResyncWorkflow {

    @Override
    public SweepSummary resync(SweepInput input) {
      return new SweepSummary(
          20_113, 20_101, 2, 1, new TreeMap<>(Map.of("already_open", 10)), List.of("a note"));
    }
  }

  private ScheduleHandle hourly() {
    return temporal
        .schedules()
        .createSchedule(
            MirrorMode.REAL.scheduleId(SweepKind.RESYNC),
            Schedule.newBuilder()
                .setAction(
                    ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(ResyncWorkflow.class)
                        .setArguments(SweepInput.all(MirrorMode.REAL))
                        .setOptions(
                            WorkflowOptions.newBuilder()
                                .setWorkflowId("resync")
                                .setTaskQueue(QUEUE)
                                .build())
                        .build())
                .setSpec(
                    ScheduleSpec.newBuilder()
                        .setIntervals(List.of(new ScheduleIntervalSpec(Duration.ofHours(1))))
                        .build())
                .build(),
            ScheduleOptions.newBuilder().build());
  }

  private JsonNode resync() {
    return http.json("/api/v1/sweeps").at("/sweeps/0");
  }

  @Test
  void aResyncSaysInOneSentenceWhetherAllIsWell() {
    assertEquals("{\"summary\":null,\"sweeps\":[]}", http.json("/api/v1/sweeps").toString());
    TagReference open = new TagReference("open", "4.20", "cli");
    new MirrorTaskStarter(temporal.client(), MirrorMode.REAL, Clock.systemUTC())
        .startUnlessOpen(Destination.mirror(open), MirrorOwner.DISTRIBUTOR);
    ScheduleHandle schedule = hourly();
    schedule.trigger();
    await().until(() -> resync().path("runs").size(), is(1));
    JsonNode waiting = http.json("/api/v1/sweeps");
    assertTrue(waiting.path("summary").isNull(), waiting.toString());
    assertTrue(waiting.at("/sweeps/0/runs/0/outcome").isNull(), waiting.toString());

    WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
    try {
      factory.newWorker(QUEUE).registerWorkflowImplementationTypes(KnownResync.class);
      factory.start();
      await().until(() -> resync().at("/runs/0/outcome").asString(""), is("completed"));
    } finally {
      factory.shutdownNow();
    }
    JsonNode listing = http.json("/api/v1/sweeps");
    JsonNode summary = listing.path("summary");
    int total = http.json("/api/v1/mirrors").path("total").asInt();
    assertTrue(total > 0, "one is open at least");
    assertEquals(
        "20,113 watched tags, 20,101 equal, " + total + " open",
        summary.path("sentence").asString());
    JsonNode sweep = listing.at("/sweeps/0");
    assertEquals("resync", sweep.path("schedule_id").asString());
    assertEquals("resync", sweep.path("kind").asString());
    assertFalse(sweep.path("paused").asBoolean());
    Instant due = Instant.parse(sweep.path("next_due").asString());
    assertTrue(due.isAfter(Instant.now()), sweep.toString());
    JsonNode run = sweep.at("/runs/0");
    assertEquals(summary.path("compared_at"), run.path("ended"));
    assertEquals(
        "{\"looked_at\":20113,\"equal\":20101,\"started\":2,\"withdrawn\":1,"
            + "\"skipped\":{\"already_open\":10},\"notes\":[\"a note\"]}",
        run.path("found").toString());
    assertTrue(run.path("workflow_id").asString().startsWith("resync"), run.toString());

    schedule.pause("the cluster moves");
    await().until(() -> resync().path("paused").asBoolean(), is(true));
    assertEquals("the cluster moves", resync().path("note").asString());
    assertTrue(resync().path("next_due").isNull());
  }

  @Test
  void aTagShowsItsLastRunsNewestFirst() {
    TagReference tag = new TagReference("ended", "4.20", "v1.json");
    String runs = "/api/v1/mirrors/ended/4.20/v1.json/runs";
    assertEquals("{\"runs\":[]}", http.json(runs).toString());
    try (EndingWorker worker = new EndingWorker(temporal.client())) {
      worker.end(tag);
      worker.end(tag);
    }
    http.post("/api/v1/mirrors/ended/4.20/v1.json/trigger?reason=again", BEARER);
    await().until(() -> http.json(runs).path("runs").size(), is(3));
    JsonNode open = http.json(runs).at("/runs/0");
    assertTrue(open.path("ended").isNull() && open.path("outcome").isNull(), open.toString());
    assertEquals("checking", open.path("state").asString());
    await().until(() -> http.json(runs).at("/runs/1/ended").isNull(), is(false));
    JsonNode ended = http.json(runs).at("/runs/1");
    assertEquals("mirrored", ended.path("outcome").asString());
    assertEquals(42, ended.path("bytes_copied").asInt());
    assertEquals(EndingWorker.DIGEST, ended.path("digest").asString());
    assertEquals("mirror/ended_4.20_v1.json", ended.path("workflow_id").asString());
    assertTrue(ended.path("duration_seconds").asInt() < 60, ended.toString());
  }

  @Test
  void aMistypedTagHasNoRuns() {
    Http.problem(400, http.get("/api/v1/mirrors/OCP/4.20/cli/runs"));
  }
}
