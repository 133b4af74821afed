package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.DateTagRetentionWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.QuayServer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Old date tags are removed at real registries, and by quay's API. */
@Order(1)
class RetentionIT extends WithPlatform {

  private static final Duration SOON = Duration.ofMinutes(2);

  /** Temporal notices after 30 s that heartbeats are missing; tasks of the frozen worker too. */
  private static final Duration AFTER_A_FREEZE = Duration.ofMinutes(3);

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final String QUERY = "WorkflowType='" + DateTagRetentionWorkflow.TYPE + "'";

  private final TestImages images = new TestImages(91);
  private final TestImage used = images.ociIndex(5_000);
  private final TestImage unused = images.docker(5_000);

  private static String dateTag(int daysAgo, String digest) {
    return DAY.format(LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo))
        + "_"
        + digest.replace(':', '_');
  }

  private String push(int daysAgo, TestImage image) {
    String tag = dateTag(daysAgo, image.digest());
    platform.targetAccess.push(Platform.TARGET, tag, image);
    return tag;
  }

  private boolean exists(String tag) {
    return platform.targetAccess.digest(Platform.TARGET, tag).isPresent();
  }

  private List<WorkflowExecutionInfo> ended() {
    return platform.list(QUERY + " AND ExecutionStatus!='Running'");
  }

  private static void trigger(Platform platform) {
    schedule(platform).trigger();
  }

  private static ScheduleHandle schedule(Platform platform) {
    return platform.temporal.schedules().getHandle(MirrorMode.REAL.retentionScheduleId());
  }

  private RetentionSummary sweep() {
    int before = ended().size();
    trigger(platform);
    return next(before);
  }

  private RetentionSummary next(int before) {
    Await.until("the sweep ends", SOON, () -> ended().size() > before, () -> platform.list(QUERY));
    WorkflowExecutionInfo sweep = ended().getFirst();
    return platform
        .temporal
        .client()
        .newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder()
                .setWorkflowId(sweep.getExecution().getWorkflowId())
                .setRunId(sweep.getExecution().getRunId())
                .build())
        .getResult(RetentionSummary.class);
  }

  @Test
  void countsFirstAndThenRemovesAtARegistry() {
    platform.release("app", "1", used);
    String oldest = push(90, used);
    String newest = push(60, used);
    String alone = push(60, unused);
    String young = push(3, unused);
    TestWorker first = platform.process("first", "--date-tag-retention=30d").start();
    platform.awaitMirrored("app", "1", used, SOON);
    RetentionSummary planned = sweep();
    assertEquals(3, planned.wouldRemove(), planned.line());
    assertEquals(0, planned.removed());
    assertTrue(exists(oldest) && exists(newest) && exists(alone) && exists(young));
    first.awaitCount(1, "3 would be removed (dry run)", SOON);
    first.stop();

    platform.worker("--date-tag-retention=30d", "--date-tag-retention-dry-run=false").start();
    RetentionSummary done = sweep();
    assertEquals(
        new RetentionSummary(30, false, 5, new TreeMap<>(Map.of("young", 2)), 0, 3, null, null),
        done);
    assertTrue(!exists(oldest) && !exists(newest) && !exists(alone) && exists(young));
    assertEquals(Optional.empty(), platform.missing("app", "1", used));
    assertEquals(0, sweep().removed());
  }

  /** The image has an old date tag only, as one that has not changed for months. */
  @Test
  void theNewestDateTagOfAnImageInUseStays() {
    String older = push(90, used);
    String newest = push(60, used);
    platform.targetAccess.push(Platform.TARGET, "test_app_1", used);
    platform.worker("--date-tag-retention=30d", "--date-tag-retention-dry-run=false").start();
    RetentionSummary done = sweep();
    assertEquals(Map.of("in_use", 1), done.kept());
    assertEquals(1, done.removed());
    assertTrue(!exists(older) && exists(newest));
    assertEquals(
        Optional.empty(),
        platform.targetAccess.differenceFrom(used, Platform.TARGET, "test_app_1"));
  }

  @Test
  void removesByQuaysApi() throws IOException {
    String inUse = "sha256:" + "a".repeat(64);
    try (QuayServer quay = QuayServer.start()) {
      quay.put(dateTag(90, inUse), inUse);
      quay.put(dateTag(60, inUse), inUse);
      quay.put("ocp_4.22_cli", inUse);
      for (int i = 0; i < 250; i++) {
        String digest = "sha256:" + "%064x".formatted(i);
        quay.put(dateTag(40, digest), digest);
        quay.put(dateTag(4, digest), digest);
      }
      quay.allowRemoval("secret-token");
      Path token = Files.writeString(folder.resolve("token"), "secret-token\n");
      TestWorker worker =
          platform
              .worker(
                  "--target-repository=" + quay.host() + "/openshift/ci",
                  "--insecure-registry=" + quay.host(),
                  "--target-tag-api=yes",
                  "--target-tag-api-token=" + token,
                  "--date-tag-retention=30d",
                  "--date-tag-retention-dry-run=false")
              .start();
      RetentionSummary done = sweep();
      assertEquals(251, done.removed(), done.line());
      assertEquals(Map.of("young", 250, "in_use", 1), done.kept());
      assertEquals(252, quay.tags().size());
      assertTrue(quay.tags().keySet().containsAll(Set.of("ocp_4.22_cli", dateTag(60, inUse))));
      assertEquals(251, quay.removed().size());
      assertTrue(!worker.log().contains("secret-token"));
    }
  }

  /** Tomorrow's sweep would lose the next image. */
  @Test
  void aRegistryThatLosesAnImageIsLeftAloneUntilAPersonUnpausesTheSchedule() {
    push(60, unused);
    String young = push(3, unused);
    ScriptedServer target = platform.scriptTarget();
    target.times(
        1,
        "DELETE",
        "/manifests/\\d{8}_sha256_",
        request -> {
          target.always("*", young, new Answer.Reply(404, Map.of(), ""));
          return new Answer.Forward();
        });
    String[] flags = {
      "--date-tag-retention=30d", "--date-tag-retention-dry-run=false",
    };
    TestWorker first = platform.process("first", flags).start();
    assertFalse(schedule(platform).describe().getSchedule().getState().isPaused());
    trigger(platform);
    Await.until("the sweep ends", SOON, () -> ended().size() == 1, first::log);
    assertEquals(
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED, ended().getFirst().getStatus());
    ScheduleState state = schedule(platform).describe().getSchedule().getState();
    assertTrue(state.isPaused(), first.log());
    assertTrue(state.getNote().contains(" lost the image "), state.getNote());
    assertTrue(first.log().contains("is paused until somebody unpauses it"), first.log());
    first.stop();
    platform.worker(flags).start();
    assertEquals(state.getNote(), schedule(platform).describe().getSchedule().getState().getNote());
    assertTrue(schedule(platform).describe().getSchedule().getState().isPaused());
  }

  /** A worker freezes before a removal; another one continues, and the first removes nothing. */
  @Test
  void aFrozenWorkerRemovesNothing() {
    String[] flags = {
      "--date-tag-retention=30d", "--date-tag-retention-dry-run=false",
    };
    for (int daysAgo = 50; daysAgo < 55; daysAgo++) {
      push(daysAgo, unused);
    }
    ScriptedServer target = platform.scriptTarget();
    HeldRequest held = new HeldRequest();
    target.times(1, "DELETE", "/manifests/\\d{8}_sha256_", held::hold);
    WorkerProcess frozen = platform.process("frozen", flags).start();
    trigger(platform);
    Await.until("a tag is to be removed", SOON, held::hasArrived, frozen::log);
    Processes.signal("STOP", frozen.pid());
    try {
      platform.worker(flags).start();
      Await.until(
          "the other worker ends it", AFTER_A_FREEZE, () -> ended().size() == 1, target::seen);
      target.clearSeen();
      held.release();
    } finally {
      held.release();
      Processes.signal("CONT", frozen.pid());
    }
    frozen.awaitCount(1, "this worker stops removing date tags", SOON);
    assertEquals(List.of(), target.seen("DELETE", ".*"), frozen.log());
    RetentionSummary done = next(0);
    assertEquals(5, done.lookedAt(), done.line());
  }
}
