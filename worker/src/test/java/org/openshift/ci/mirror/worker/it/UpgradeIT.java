package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkerDeploymentVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.worker.temporal.SearchAttributeRegistration;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;

/**
 * Two builds whose mirror tasks cannot replay each other's histories run side by side, and the
 * current one changes forward and back, at a real server.
 */
@Order(2)
class UpgradeIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration WHEN_POLLERS_ARE_FORGOTTEN = Duration.ofSeconds(90);
  private static final String NAME = "ci-images-mirror";
  private static final WorkerDeploymentVersion FIRST = new WorkerDeploymentVersion(NAME, "1.0");
  private static final WorkerDeploymentVersion SECOND = new WorkerDeploymentVersion(NAME, "2.0");

  @TempDir Path folder;
  private TemporalProcess temporal;
  private WorkflowClient client;
  private MirrorTaskStarter starter;

  @BeforeEach
  void start() {
    // Five minutes by default.
    temporal =
        new TemporalProcess(folder, "--dynamic-config-value=matching.PollerHistoryTTL=\"10s\"");
    client = temporal.namespace(TemporalProcess.DEFAULT_NAMESPACE).client();
    SearchAttributeRegistration.register(temporal.stubs(), TemporalProcess.DEFAULT_NAMESPACE);
    starter = new MirrorTaskStarter(client, MirrorMode.REAL, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void eachTaskStaysWithItsBuildForwardAndBack() {
    try (Build first = new Build(client, FIRST, MirrorTaskWorkflowImpl.class)) {
      ensure(first);
      TagReference before = begin("before");
      awaitCheck(first, before);
      new StandingWorkflows(client, MirrorMode.REAL)
          .rulesInForce("a worker", new RulesVersion("configuration", "inputs"));
      try (Build second = new Build(client, SECOND, NextMirrorTask.class)) {
        makeCurrent(SECOND);
        TagReference during = begin("during");
        awaitCheck(second, during);
        awaitCheck(first, before);
        assertEquals(0, second.checks(before), "the second build got a task of the first");
        awaitNewest("after the upgrade");

        makeCurrent(FIRST);
        TagReference after = begin("after");
        awaitCheck(first, after);
        awaitCheck(second, during);
        assertEquals(0, first.checks(during), "the first build got a task of the second");
        awaitNewest("after the roll back");

        first.sourceIsGone();
        second.sourceIsGone();
        awaitEnd(before);
        awaitEnd(during);
        awaitEnd(after);
      }
    }
  }

  /** A task may wait for hours; whoever stops the workers of its build need not wait for it. */
  @Test
  void aTaskOfABuildWithoutWorkersIsStartedAnewByTheCurrentOne() {
    try (Build second = new Build(client, SECOND, NextMirrorTask.class)) {
      ensure(second);
      TagReference left = begin("left");
      awaitCheck(second, left);
      try (Build first = new Build(client, FIRST, MirrorTaskWorkflowImpl.class)) {
        makeCurrent(FIRST);
        second.stop();
        first.sourceIsGone();
        Await.until(
            "its task is started anew",
            WHEN_POLLERS_ARE_FORGOTTEN,
            () -> {
              ensure(first);
              return first.checks(left) > 0;
            },
            () -> "no check yet");
        awaitEnd(left);
        assertEquals(NextMirrorTask.NOTIFIED, notified(left), "nobody is notified twice");
      }
    }
  }

  /** What happens without a deployment, which shows that the two builds are incompatible. */
  @Test
  void withoutADeploymentARollBackStandsStill() {
    TagReference tag;
    try (Build second = new Build(client, null, NextMirrorTask.class)) {
      tag = begin("left");
      awaitCheck(second, tag);
    }
    try (Build first = new Build(client, null, MirrorTaskWorkflowImpl.class)) {
      first.sourceIsGone();
      Await.until("its task fails", SOON, () -> failures(tag) > 0, () -> failures(tag));
      assertEquals(0, first.checks(tag));
    }
  }

  private TagReference begin(String name) {
    TagReference tag = new TagReference("test", name, "1");
    assertTrue(starter.startUnlessOpen(Destination.mirror(tag), MirrorOwner.DISTRIBUTOR));
    return tag;
  }

  private String notified(TagReference tag) {
    return client
        .newUntypedWorkflowStub(MirrorMode.REAL.taskId(Destination.mirror(tag)))
        .describe()
        .getMemo(MirrorMemo.NOTIFIED, String.class, String.class);
  }

  private static void awaitCheck(Build build, TagReference tag) {
    int before = build.checks(tag);
    Await.until(
        tag + " is checked", SOON, () -> build.checks(tag) > before, () -> build.checks(tag));
  }

  private void awaitEnd(TagReference tag) {
    var _ = starter.triggerIfOpen(Destination.mirror(tag));
    WorkflowStub task =
        client.newUntypedWorkflowStub(MirrorMode.REAL.taskId(Destination.mirror(tag)));
    Await.until(
        tag + " ends",
        SOON,
        () -> task.describe().getRawDescription().getWorkflowExecutionInfo().hasCloseTime(),
        () -> client.fetchHistory(task.getExecution().getWorkflowId()).getEvents().size());
    assertEquals(0, failures(tag));
  }

  /** How often a build could not replay the history of a mirror task. */
  private long failures(TagReference tag) {
    return client.fetchHistory(MirrorMode.REAL.taskId(Destination.mirror(tag))).getEvents().stream()
        .filter(
            event ->
                event.getWorkflowTaskFailedEventAttributes().getCause()
                    == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR)
        .count();
  }

  /** A standing workflow goes on in either build. */
  private void awaitNewest(String when) {
    StandingWorkflows standing = new StandingWorkflows(client, MirrorMode.REAL);
    Await.until(
        "the rules in force are told " + when,
        SOON,
        () -> standing.rules().newest() != null,
        () -> "no answer");
  }

  /** As a person does, once all workers of the build have begun to take tasks. */
  private void makeCurrent(WorkerDeploymentVersion version) {
    eventually(
        () ->
            temporal
                .stubs()
                .blockingStub()
                .setWorkerDeploymentCurrentVersion(
                    SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                        .setNamespace(TemporalProcess.DEFAULT_NAMESPACE)
                        .setDeploymentName(version.getDeploymentName())
                        .setBuildId(version.getBuildId())
                        .build()));
  }

  private static void ensure(Build build) {
    eventually(build::ensure);
  }

  private static void eventually(Runnable action) {
    AtomicReference<RuntimeException> last = new AtomicReference<>();
    Await.until(
        "Temporal accepts it",
        SOON,
        () -> {
          try {
            action.run();
            return true;
          } catch (RuntimeException e) {
            last.set(e);
            return false;
          }
        },
        last::get);
  }
}
