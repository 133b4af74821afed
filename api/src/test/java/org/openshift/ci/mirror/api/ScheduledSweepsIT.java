package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.contract.DateTagRetentionWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.ResyncWorkflow;
import org.openshift.ci.mirror.contract.RetentionInput;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** Schedules of several modes and kinds, from a real Temporal server. */
@ExtendWith(TemporalNamespaces.class)
class ScheduledSweepsIT {

  @TempDir private Path folder;

  private TestTemporal temporal;
  private ServletWebServerApplicationContext service;
  private Http http;
  private WorkerFactory factory;

  @BeforeEach
  void start(TestTemporal namespace) throws IOException {
    temporal = namespace;
    Path token = Files.writeString(folder.resolve("token"), "a-token-for-this-test");
    service =
        ApiServer.start(TestSettings.of(temporal, token), WebWiring.class, TemporalWiring.class);
    http = new Http(service);
    factory = WorkerFactory.newInstance(temporal.client());
    factory
        .newWorker(MirrorMode.REAL.sweepQueue())
        .registerWorkflowImplementationTypes(FailingResync.class, KnownRetention.class);
    factory
        .newWorker(MirrorMode.DRY_RUN.sweepQueue())
        .registerWorkflowImplementationTypes(KnownResync.class);
    factory.start();
  }

  @AfterEach
  void stop() {
    factory.shutdownNow();
    http.close();
    service.close();
  }

  /** A resync that fails. */
  public static final class FailingResync implements ResyncWorkflow {

    @Override
    public SweepSummary resync(SweepInput input) {
      throw ApplicationFailure.newNonRetryableFailure("the cluster is away", "Unexpected");
    }
  }

  /** A resync whose result is known. */
  public static final class KnownResync implements ResyncWorkflow {

    @Override
    public SweepSummary resync(SweepInput input) {
      return new SweepSummary(5, 3, 2, 0, new TreeMap<>(), List.of());
    }
  }

  /** A retention sweep whose result is known. */
  public static final class KnownRetention implements DateTagRetentionWorkflow {

    @Override
    public RetentionSummary removeOldDateTags(RetentionInput input) {
      return RetentionSummary.none(30, false)
          .plusKept(Map.of("young", 7))
          .plusRemoved()
          .plusFailed("access_denied", 2, "a note");
    }
  }

  private ScheduleHandle schedule(MirrorMode mode, String id, String type, Object input) {
    return temporal
        .schedules()
        .createSchedule(
            id,
            Schedule.newBuilder()
                .setAction(
                    ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(type)
                        .setArguments(input)
                        .setOptions(
                            WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(mode.sweepQueue())
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder().build())
                .build(),
            ScheduleOptions.newBuilder().build());
  }

  private ScheduleHandle resync(MirrorMode mode) {
    return schedule(
        mode,
        mode.scheduleId(SweepKind.RESYNC),
        SweepTypes.of(SweepKind.RESYNC),
        SweepInput.all(mode));
  }

  private JsonNode sweeps() {
    return http.json("/api/v1/sweeps");
  }

  private void awaitOutcome(int schedule, String outcome) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> sweeps().at("/sweeps/" + schedule + "/runs/0/outcome").asString(""), is(outcome));
  }

  /** What a dry run found says nothing about the real target. */
  @Test
  void aDryRunsResyncDoesNotSpeakForTheRealOneThatFails() {
    resync(MirrorMode.DRY_RUN).trigger();
    awaitOutcome(0, "completed");
    assertEquals(5, sweeps().at("/summary/watched").asInt(), "only a dry run is scheduled");
    resync(MirrorMode.REAL).trigger();
    awaitOutcome(0, "failed");
    JsonNode listing = sweeps();
    assertEquals("completed", listing.at("/sweeps/1/runs/0/outcome").asString());
    assertTrue(listing.path("summary").isNull(), listing.toString());
  }

  @Test
  void aRetentionSweepSaysWhatItRemoved() {
    ScheduleHandle retention =
        schedule(
            MirrorMode.REAL,
            MirrorMode.REAL.retentionScheduleId(),
            DateTagRetentionWorkflow.TYPE,
            RetentionInput.of(30, true));
    retention.trigger();
    awaitOutcome(0, "completed");
    JsonNode sweep = sweeps().at("/sweeps/0");
    assertEquals("date-tag-retention", sweep.path("schedule_id").asString());
    assertEquals("retention", sweep.path("kind").asString());
    JsonNode run = sweep.at("/runs/0");
    assertTrue(run.path("found").isNull(), run.toString());
    assertEquals(
        "{\"days\":30,\"dry_run\":false,\"looked_at\":10,\"kept\":{\"young\":7},"
            + "\"would_remove\":0,\"removed\":1,\"failed\":{\"access_denied\":2},"
            + "\"notes\":[\"a note\"]}",
        run.path("date_tags").toString());
    retention.pause("the registry lost an image");
    await().until(() -> sweeps().at("/sweeps/0/paused").asBoolean(), is(true));
    assertEquals("the registry lost an image", sweeps().at("/sweeps/0/note").asString());
  }
}
