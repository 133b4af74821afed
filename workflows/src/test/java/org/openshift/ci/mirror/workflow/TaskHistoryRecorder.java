package org.openshift.ci.mirror.workflow;

import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.conflict;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;
import static org.openshift.ci.mirror.workflow.testing.Samples.nobody;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.Histories;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Records the histories of mirror tasks: see {@link HistoryRecorder}. */
@Timeout(180)
class TaskHistoryRecorder {

  private static final MirrorMode MODE = MirrorMode.REAL;

  private DevServer temporal;
  private FakeRegistries registries;

  @BeforeEach
  void start() {
    temporal = DevServer.start(Map.of("limit.historyCount.suggestContinueAsNew", "80"));
    registries = temporal.registries();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void mirrored() throws IOException {
    mirror(DIGEST_A).result();
    save("mirrored");
  }

  @Test
  void equal() throws IOException {
    registries.putTarget(destination(CLI), DIGEST_A);
    mirror(DIGEST_A).result();
    save("equal");
  }

  @Test
  void retriedThenMirrored() throws IOException {
    registries.onResolve(FakeRegistries.failing(1, MirrorErrorType.TIMEOUT));
    registries.onCheck(FakeRegistries.failing(1, MirrorErrorType.REGISTRY_ERROR));
    registries.onPush(FakeRegistries.failing(1, MirrorErrorType.UPLOAD_INTERRUPTED));
    mirror(DIGEST_A).result();
    save("retried-then-mirrored");
  }

  @Test
  void parkedByAProblemThenWoken() throws IOException {
    registries.want(conflict(CLI));
    temporal.trigger(CLI_MIRROR, MODE).await(MirrorState.PARKED);
    mirror(DIGEST_B).result();
    save("parked-by-a-problem-then-woken");
  }

  @Test
  void parkedTwiceAndStillOpen() throws IOException {
    registries.onPush(FakeRegistries.failing(2, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = mirror(DIGEST_A).await(MirrorState.PARKED);
    view.signals().trigger();
    awaitParkedAfterPush(2, view);
    save("parked-twice-and-open");
  }

  @Test
  void parkedByHandThenUnparked() throws IOException {
    Gate held = new Gate();
    registries.onPush(FakeRegistries.holdingTheFirst(held));
    TaskView view = mirror(DIGEST_A);
    held.awaitReached();
    view.signals().operatorRequest(new OperatorRequest(Action.PARK, "alice", "not yet"));
    held.open();
    view.await(MirrorState.PARKED);
    view.signals().operatorRequest(new OperatorRequest(Action.UNPARK, "alice", ""));
    view.result();
    save("parked-by-hand-then-unparked");
  }

  @Test
  void withdrawnByHand() throws IOException {
    registries.onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = mirror(DIGEST_A).await(MirrorState.PARKED);
    view.signals().operatorRequest(new OperatorRequest(Action.WITHDRAW, "alice", "gone soon"));
    view.result();
    save("withdrawn-by-hand");
  }

  @Test
  void withdrawn() throws IOException {
    registries.onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    mirror(DIGEST_A).await(MirrorState.PARKED);
    registries.want(CLI_MIRROR, nobody(CLI, MirrorErrorType.SOURCE_GONE));
    temporal.trigger(CLI_MIRROR, MODE).result();
    save("withdrawn");
  }

  @Test
  void skipped() throws IOException {
    registries.onPush(
        call -> {
          throw Failures.skip(MirrorErrorType.IMAGE_EXCLUDED);
        });
    mirror(DIGEST_A).result();
    save("skipped");
  }

  @Test
  void toldDuringAPush() throws IOException {
    Gate held = new Gate();
    registries.onPush(FakeRegistries.holdingTheFirst(held));
    TaskView view = mirror(DIGEST_A);
    held.awaitReached();
    mirror(DIGEST_B);
    held.open();
    view.result();
    save("told-during-a-push");
  }

  @Test
  void registryAwayThenWoken() throws IOException {
    registries.onPush(
        call -> {
          if (call == 1) {
            throw Failures.away(MirrorErrorType.REGISTRY_READ_ONLY, "quay.example");
          }
        });
    TaskView view = mirror(DIGEST_A).await(MirrorState.RETRYING);
    view.signals().trigger();
    view.result();
    save("registry-away-then-woken");
  }

  @Test
  void sourceUnreadThenMirrored() throws IOException {
    registries.onResolve(
        call -> {
          if (call == 1) {
            throw Failures.whileReading(claim(CLI, DIGEST_B), MirrorErrorType.SOURCE_MISSING);
          }
        });
    mirror(DIGEST_A).result();
    save("source-unread-then-mirrored");
  }

  @Test
  void foundMissingThenMirrored() throws IOException {
    registries.want(claim(CLI, DIGEST_A));
    new MirrorTaskStarter(temporal.client(), MODE, Clock.systemUTC())
        .startFailing(
            CLI_MIRROR,
            claim(CLI, DIGEST_A),
            new Problem(MirrorErrorType.SOURCE_MISSING, "no such image"));
    String id = MODE.taskId(CLI_MIRROR);
    MirrorTaskWorkflow task = temporal.client().newWorkflowStub(MirrorTaskWorkflow.class, id);
    Await.until("it is parked", () -> task.status().state() == MirrorState.PARKED);
    temporal.trigger(CLI_MIRROR, MODE).result();
    save("found-missing-then-mirrored");
  }

  @Test
  void notifiedThenMirrored() throws IOException {
    registries.onPush(
        call -> {
          if (call <= 3) {
            throw Failures.of(
                call == 2 ? MirrorErrorType.MANIFEST_SCHEMA1 : MirrorErrorType.LAYER_UNSUPPORTED);
          }
        });
    registries.want(claim(CLI, DIGEST_A).withRecipient());
    TaskView view = temporal.trigger(CLI_MIRROR, MODE).await(MirrorState.PARKED);
    for (int pushes = 1; pushes <= 3; pushes++) {
      int received = Math.min(pushes, 2);
      Await.until(
          "it was told", () -> temporal.fakes().notifications().received().size() == received);
      awaitParkedAfterPush(pushes, view);
      view.signals().trigger();
    }
    view.result();
    save("notified-then-mirrored");
  }

  @Test
  void notifiedInTwoRuns() throws IOException {
    registries.onPush(
        call -> {
          if (call == 1) {
            throw Failures.of(MirrorErrorType.LAYER_UNSUPPORTED);
          }
          if (call == 2) {
            throw Failures.of(MirrorErrorType.RULES_OUTDATED);
          }
        });
    temporal.fakes().notifications().down(true);
    registries.want(claim(CLI, DIGEST_A).withRecipient());
    TaskView view = temporal.trigger(CLI_MIRROR, MODE).await(MirrorState.PARKED);
    Await.until("it is tried", () -> temporal.fakes().notifications().attempts() > 0);
    registries.onCheck(
        call -> {
          if (call > 2) {
            Await.until(
                "it was told", () -> !temporal.fakes().notifications().received().isEmpty());
          }
        });
    String first = view.run();
    view.signals().trigger();
    Await.until("a new run", () -> !view.run().equals(first));
    temporal.fakes().notifications().down(false);
    view.result();
    Histories.saveTwoRuns(
        temporal.client(), MODE.taskId(CLI_MIRROR), "mirror-task-notified-in-two-runs");
  }

  @Test
  void planned() throws IOException {
    registries.want(claim(CLI, DIGEST_A));
    TaskView view = temporal.trigger(CLI_MIRROR, MirrorMode.DRY_RUN).await(MirrorState.PLANNED);
    registries.putTarget(destination(CLI), DIGEST_A);
    view.signals().trigger();
    view.result();
    Histories.save(temporal.client(), MirrorMode.DRY_RUN.taskId(CLI_MIRROR), "mirror-task-planned");
  }

  @Test
  void continuedAsNew() throws IOException {
    registries.onPush(FakeRegistries.failing(99, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = mirror(DIGEST_A).await(MirrorState.PARKED);
    String first = view.run();
    while (view.run().equals(first)) {
      int calls = registries.pushCalls();
      view.signals().trigger();
      awaitParkedAfterPush(calls + 1, view);
    }
    registries.onPush(call -> {});
    view.signals().trigger();
    view.result();
    Histories.saveTwoRuns(
        temporal.client(), MODE.taskId(CLI_MIRROR), "mirror-task-continued-as-new");
  }

  private void awaitParkedAfterPush(int pushes, TaskView view) {
    Await.until(
        "parked after push " + pushes,
        () -> registries.pushCalls() >= pushes && view.state() == MirrorState.PARKED);
  }

  private TaskView mirror(String digest) {
    registries.want(claim(CLI, digest));
    return temporal.trigger(CLI_MIRROR, MODE);
  }

  private void save(String name) throws IOException {
    Histories.save(temporal.client(), MODE.taskId(CLI_MIRROR), "mirror-task-" + name);
  }
}
