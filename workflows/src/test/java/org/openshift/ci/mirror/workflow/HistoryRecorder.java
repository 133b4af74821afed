package org.openshift.ci.mirror.workflow;

import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;
import static org.openshift.ci.mirror.workflow.testing.Samples.withProblem;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.contract.ImageStreamWatchWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RunInput;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.Eventually;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.FakeImageStreamWatch;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.FakeRunActivities;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.Histories;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/**
 * Records the histories that {@link ReplayTest} replays, each from an execution on a real server:
 *
 * <pre>mvn -Dquick -pl workflows test -Dtest=HistoryRecorder</pre>
 *
 * <p>Its name keeps it out of the build. Run it for a history that is new. A history that exists is
 * not recorded again because a replay fails: the failure says that open tasks of the last release
 * would stop, and the workflow needs {@code Workflow.getVersion} around what changed. Only while no
 * release holds the workflow may all be made anew.
 */
@Timeout(180)
class HistoryRecorder {

  private static final MirrorTask TASK = task(CLI, DIGEST_A, 0);

  private final FakeWatcherActivities watcherActivities = new FakeWatcherActivities();
  private final FakeImageStreamWatch imageStreamWatch = new FakeImageStreamWatch();
  private final FakeRunActivities runActivities = new FakeRunActivities();
  private DevServer temporal;

  @BeforeEach
  void start() {
    temporal =
        DevServer.start(
            Map.of("limit.historyCount.suggestContinueAsNew", "80"),
            watcherActivities,
            imageStreamWatch,
            runActivities);
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void push() throws IOException {
    tell(TASK).result();
    save("mirror-task-push", TASK);
  }

  @Test
  void equal() throws IOException {
    temporal.registries().putTarget(TASK.destination(), DIGEST_A);
    tell(TASK).result();
    save("mirror-task-equal", TASK);
  }

  @Test
  void readAtOnceThenPush() throws IOException {
    tell(TASK).result();
    save("mirror-task-read-at-once-push", TASK);
  }

  @Test
  void readAtOnceThenFromTheQueue() throws IOException {
    temporal.registries().onResolve(FakeRegistries.failing(1, MirrorErrorType.TIMEOUT));
    temporal.registries().onCheck(FakeRegistries.failing(5, MirrorErrorType.REGISTRY_ERROR));
    tell(TASK).result();
    save("mirror-task-read-at-once-then-queue", TASK);
  }

  @Test
  void retryThenSuccess() throws IOException {
    temporal.registries().onPush(FakeRegistries.failing(4, MirrorErrorType.REGISTRY_ERROR));
    tell(TASK).result();
    save("mirror-task-retry-then-success", TASK);
  }

  @Test
  void skipped() throws IOException {
    temporal
        .registries()
        .onPush(
            call -> {
              throw Failures.skip(MirrorErrorType.IMAGE_EXCLUDED);
            });
    tell(TASK).result();
    save("mirror-task-skipped", TASK);
  }

  @Test
  void parkedThenTriggered() throws IOException {
    temporal.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = tell(TASK).await(MirrorState.PARKED);
    view.signals().trigger();
    view.result();
    save("mirror-task-parked-then-triggered", TASK);
  }

  @Test
  void parkedThenTriggeredThenParkedAndStillOpen() throws IOException {
    temporal.registries().onPush(FakeRegistries.failing(2, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = tell(TASK).await(MirrorState.PARKED);
    view.signals().trigger();
    Eventually.until(
        "parked again",
        () -> temporal.registries().pushCalls() == 2 && view.state() == MirrorState.PARKED);
    save("mirror-task-parked-and-open", TASK);
  }

  @Test
  void newerDuringPush() throws IOException {
    Gate held = new Gate();
    temporal.registries().onPush(call -> held.pass());
    TaskView view = tell(TASK);
    held.awaitReached();
    tell(task(CLI, DIGEST_B, 1));
    held.open();
    view.result();
    save("mirror-task-newer-during-push", TASK);
  }

  @Test
  void problemThenMended() throws IOException {
    MirrorTask problem = withProblem(CLI, DIGEST_A, 0);
    TaskView view = tell(problem).await(MirrorState.PARKED);
    tell(task(CLI, DIGEST_B, 1));
    view.result();
    save("mirror-task-problem-then-mended", problem);
  }

  @Test
  void withdrawn() throws IOException {
    temporal.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = tell(TASK).await(MirrorState.PARKED);
    view.signals().withdraw(TagChange.removed(CLI, T0.plusSeconds(1)));
    view.result();
    save("mirror-task-withdrawn", TASK);
  }

  @Test
  void planned() throws IOException {
    temporal.starter(MirrorMode.DRY_RUN).startOrTell(TASK);
    TaskView view = temporal.task(TASK, MirrorMode.DRY_RUN).await(MirrorState.PLANNED);
    temporal.registries().putTarget(TASK.destination(), DIGEST_A);
    view.signals().trigger();
    view.result();
    Histories.save("mirror-task-planned", history(MirrorMode.DRY_RUN.taskId(TASK)));
  }

  @Test
  void taskWithContinueAsNew() throws IOException {
    temporal.registries().onPush(FakeRegistries.failing(99, MirrorErrorType.LAYER_UNSUPPORTED));
    TaskView view = tell(TASK).await(MirrorState.PARKED);
    String first = view.run();
    while (view.run().equals(first)) {
      int calls = temporal.registries().pushCalls();
      view.signals().trigger();
      Eventually.until(
          "parked again",
          () -> temporal.registries().pushCalls() > calls && view.state() == MirrorState.PARKED);
    }
    temporal.registries().onPush(call -> {});
    view.signals().trigger();
    view.result();
    saveRuns("mirror-task-continue-as-new", "MirrorTask");
  }

  @Test
  void watcherWithContinueAsNew() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    watcherActivities.onCompare(
        batch -> {
          if (calls.incrementAndGet() % 5 == 0) {
            throw new IllegalStateException("a bad moment");
          }
        });
    WatcherStarter watcher = new WatcherStarter(temporal.client(), MirrorMode.REAL);
    for (int signal = 0; signal < 60; signal++) {
      int from = signal;
      watcher.tell(IntStream.range(from, from + 5).mapToObj(HistoryRecorder::change).toList());
    }
    awaitIdle();
    saveRuns("watcher-continue-as-new", "Watcher");
  }

  @Test
  void watcherWithARefusedTag() throws IOException {
    AtomicInteger refusals = new AtomicInteger();
    TagReference bad = change(2).tag();
    watcherActivities.onCompare(
        batch -> {
          boolean refused = batch.stream().anyMatch(change -> change.tag().equals(bad));
          if (refused && refusals.incrementAndGet() <= 3) {
            throw ApplicationFailure.newNonRetryableFailure("bad", "Defect");
          }
        });
    WatcherStarter watcher = new WatcherStarter(temporal.client(), MirrorMode.REAL);
    watcher.tell(List.of(change(0), TagChange.removed(CLI, T0), change(1), change(2)));
    awaitIdle();
    Histories.save("watcher-refused-tag", history(MirrorMode.REAL.watcherId()));
  }

  @Test
  void imageStreamWatch() throws IOException {
    Gate held = new Gate();
    imageStreamWatch.onWatch(
        call -> {
          if (call == 2) {
            held.pass();
          }
        });
    ImageStreamWatchWorkflow workflow =
        temporal
            .client()
            .newWorkflowStub(
                ImageStreamWatchWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(MirrorMode.REAL.imageStreamWatchId())
                    .setTaskQueue(MirrorMode.REAL.workflowQueue())
                    .build());
    WorkflowClient.start(workflow::keepWatching, false, WatchPosition.start());
    held.awaitReached();
    saveRuns("image-stream-watch", "ImageStreamWatch");
    held.open();
  }

  @Test
  void resyncWithContinueAsNew() throws IOException {
    List<TagReference> list = IntStream.range(0, 60).mapToObj(n -> change(n).tag()).toList();
    runActivities.list(list);
    runActivities.differ(list.subList(10, 20));
    AtomicInteger looks = new AtomicInteger();
    runActivities.onLookAgain(
        started ->
            looks.incrementAndGet() == 2
                ? List.of(task(started.getFirst().tag(), DIGEST_B, 1))
                : List.of());
    startRun(RunKind.RESYNC).getResult(RunSummary.class);
    saveRuns("resync-continue-as-new", "Resync");
  }

  @ParameterizedTest
  @EnumSource(
      value = RunKind.class,
      names = {"SUPPLEMENTAL", "ART", "BACKFILL"})
  void run(RunKind kind) throws IOException {
    List<TagReference> list = IntStream.range(0, 5).mapToObj(n -> change(n).tag()).toList();
    runActivities.list(list);
    runActivities.differ(List.of(list.get(1), list.get(4)));
    WorkflowStub run = startRun(kind);
    run.getResult(RunSummary.class);
    Histories.save(MirrorMode.REAL.scheduleId(kind), history(run.getExecution().getWorkflowId()));
  }

  private WorkflowStub startRun(RunKind kind) {
    WorkflowStub run =
        temporal
            .client()
            .newUntypedWorkflowStub(
                MirrorMode.runType(kind),
                WorkflowOptions.newBuilder()
                    .setWorkflowId(MirrorMode.REAL.scheduleId(kind))
                    .setTaskQueue(MirrorMode.REAL.workflowQueue())
                    .build());
    run.start(RunInput.all(MirrorMode.REAL));
    return run;
  }

  private TaskView tell(MirrorTask task) {
    temporal.starter(MirrorMode.REAL).startOrTell(task);
    return temporal.task(task, MirrorMode.REAL);
  }

  private void awaitIdle() {
    WatcherWorkflow watcher =
        temporal.client().newWorkflowStub(WatcherWorkflow.class, MirrorMode.REAL.watcherId());
    Eventually.until(
        () -> "nothing is pending", Duration.ofMinutes(2), () -> watcher.pending() == 0);
  }

  private void save(String name, MirrorTask task) throws IOException {
    Histories.save(name, history(MirrorMode.REAL.taskId(task)));
  }

  private String history(String workflowId) {
    return temporal.client().fetchHistory(workflowId).toJson(true);
  }

  /** Saves the first two runs of a workflow, numbered. */
  private void saveRuns(String name, String type) throws IOException {
    String query = "WorkflowType='" + type + "'";
    Eventually.until(
        "two runs are listed", () -> temporal.client().listExecutions(query).count() >= 2);
    List<WorkflowExecutionMetadata> runs =
        temporal
            .client()
            .listExecutions(query)
            .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
            .limit(2)
            .toList();
    int number = 1;
    for (WorkflowExecutionMetadata run : runs) {
      String json =
          temporal
              .client()
              .fetchHistory(run.getExecution().getWorkflowId(), run.getExecution().getRunId())
              .toJson(true);
      Histories.save(name + "-" + number++, json);
    }
  }

  private static TagChange change(int number) {
    return TagChange.image(
        new TagReference("ns", "stream-" + number, "latest"), DIGEST_A, T0.plusSeconds(number));
  }
}
