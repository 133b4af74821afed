package org.openshift.ci.mirror.workflow;

import static org.openshift.ci.mirror.workflow.testing.Samples.tag;
import static org.openshift.ci.mirror.workflow.testing.Samples.tags;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.contract.DateTagRetentionWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RetentionInput;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.Histories;

/**
 * Records the histories that {@link ReplayTest} replays, from executions on a real server:
 *
 * <pre>mvn -Dquick -pl workflows test -Dtest='*HistoryRecorder'</pre>
 *
 * <p>Maven does not run it with the other tests, because of its name. Run it for new histories
 * only. When the replay of an existing history fails, do not record it again: open tasks of the
 * last release would stop in the same way, and the change needs {@code Workflow.getVersion}.
 */
@Timeout(180)
class HistoryRecorder {

  private static final MirrorMode MODE = MirrorMode.REAL;

  private DevServer temporal;

  @BeforeEach
  void start() {
    temporal = DevServer.start(Map.of("limit.historyCount.suggestContinueAsNew", "80"));
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void watcherWithFreshListedLeftAndRefusedTags() throws IOException {
    AtomicInteger refusals = new AtomicInteger();
    AtomicInteger leaves = new AtomicInteger();
    temporal.fakes().watcher().leave(tag -> tag.equals(tag(1)) && leaves.incrementAndGet() == 1);
    temporal
        .fakes()
        .watcher()
        .onCompare(
            batch -> {
              if (batch.contains(tag(20)) && refusals.incrementAndGet() == 1) {
                throw ApplicationFailure.newNonRetryableFailure("bad", "Defect");
              }
            });
    temporal.watcher().tell(tags(0, 3), true);
    temporal.watcher().tell(tags(10, 12), false);
    temporal.watcher().tell(tags(20, 21), false);
    Await.until(
        () -> "all are compared",
        Duration.ofMinutes(2),
        () -> temporal.fakes().watcher().compared().size() == 6);
    awaitIdle();
    Histories.save(temporal.client(), MODE.watcherId(), "watcher-fresh-listed-left");
  }

  @Test
  void watcherContinuedAsNew() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    temporal
        .fakes()
        .watcher()
        .onCompare(
            batch -> {
              if (calls.incrementAndGet() % 5 == 0) {
                throw new IllegalStateException("a bad moment");
              }
            });
    WatcherStarter watcher = temporal.watcher();
    for (int signal = 0; signal < 40; signal++) {
      watcher.tell(tags(signal, signal + 5), signal % 3 == 0);
    }
    awaitIdle();
    Histories.saveTwoRuns(temporal.client(), MODE.watcherId(), "watcher-continued-as-new");
  }

  @Test
  void imageStreamWatch() throws IOException {
    Gate held = new Gate();
    temporal
        .fakes()
        .imageStreamWatch()
        .onWatch(
            call -> {
              if (call == 2) {
                held.pass();
              }
            });
    new StandingWorkflows(temporal.client(), MODE).ensureRunning();
    held.awaitReached();
    Histories.saveTwoRuns(temporal.client(), MODE.imageStreamWatchId(), "image-stream-watch");
    held.open();
  }

  @ParameterizedTest
  @EnumSource(SweepKind.class)
  void sweepOfTwoPages(SweepKind kind) throws IOException {
    sweep(kind, 4);
    Histories.save(temporal.client(), MODE.scheduleId(kind), MODE.scheduleId(kind));
  }

  @Test
  void resyncContinuedAsNew() throws IOException {
    sweep(SweepKind.RESYNC, 40);
    Histories.saveTwoRuns(
        temporal.client(), MODE.scheduleId(SweepKind.RESYNC), "resync-continued-as-new");
  }

  @Test
  void dateTagRetention() throws IOException {
    retention(3);
    Histories.save(temporal.client(), MODE.retentionScheduleId(), "date-tag-retention");
  }

  @Test
  void dateTagRetentionContinuedAsNew() throws IOException {
    retention(20);
    Histories.saveTwoRuns(
        temporal.client(), MODE.retentionScheduleId(), "date-tag-retention-continued-as-new");
  }

  private void retention(int tags) {
    temporal.fakes().retention().tags(tags);
    WorkflowStub sweep =
        temporal
            .client()
            .newUntypedWorkflowStub(
                DateTagRetentionWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(MODE.retentionScheduleId())
                    .setTaskQueue(MODE.sweepQueue())
                    .build());
    sweep.start(RetentionInput.of(30, true));
    sweep.getResult(RetentionSummary.class);
  }

  @Test
  void registryOutage() throws IOException {
    Gate away = new Gate();
    temporal
        .fakes()
        .registryOutage()
        .onAwait(
            call -> {
              if (call == 1) {
                away.pass();
              }
            });
    temporal.fakes().registryOutage().waiting(call -> call == 1 ? 3 : 0);
    StandingWorkflows standing = new StandingWorkflows(temporal.client(), MODE);
    standing.refused(new RegistryOutage("quay.example", "quay.example/a/b:c", false));
    away.awaitReached();
    standing.refused(new RegistryOutage("quay.example", "quay.example/d/e:f", true));
    away.open();
    String id = MODE.outageId("quay.example");
    temporal.client().newUntypedWorkflowStub(id).getResult(Integer.class);
    Histories.save(temporal.client(), id, "registry-outage");
  }

  @Test
  void rulesInForce() throws IOException {
    StandingWorkflows standing = new StandingWorkflows(temporal.client(), MODE);
    RulesVersion newer = new RulesVersion("c2", "c2-a");
    standing.rulesInForce("w1", new RulesVersion("c1", "c1-a"));
    standing.rulesInForce("w2", newer);
    standing.rules().stopped("w1");
    Await.until("the newer count", () -> newer.equals(standing.rules().newest()));
    Histories.save(temporal.client(), MODE.rulesId(), "rules-in-force");
  }

  private void sweep(SweepKind kind, int entries) {
    temporal.fakes().sweeps().list(tags(0, entries));
    temporal.fakes().sweeps().differ(tags(1, 2));
    WorkflowStub run =
        temporal
            .client()
            .newUntypedWorkflowStub(
                SweepTypes.of(kind),
                WorkflowOptions.newBuilder()
                    .setWorkflowId(MODE.scheduleId(kind))
                    .setTaskQueue(MODE.sweepQueue())
                    .build());
    run.start(SweepInput.all(MODE));
    run.getResult(SweepSummary.class);
  }

  private void awaitIdle() {
    WatcherWorkflow watcher =
        temporal.client().newWorkflowStub(WatcherWorkflow.class, MODE.watcherId());
    Await.until(() -> "nothing is pending", Duration.ofMinutes(2), () -> watcher.pending() == 0);
  }
}
