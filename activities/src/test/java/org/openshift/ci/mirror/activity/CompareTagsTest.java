package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;

/** A tag that goes from A to B and back to A while a task for B is open. */
class CompareTagsTest {

  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");
  private static final String OLD = "sha256:" + "a".repeat(64);
  private static final String NEW = "sha256:" + "b".repeat(64);
  private static final Instant T0 = Instant.parse("2026-02-03T04:05:06Z");

  @Test
  void theOpenTaskIsToldBeforeTheTargetIsRead() {
    try (TestWorkflowEnvironment temporal = temporal();
        ScriptedServer registry = ScriptedServer.start();
        RegistryEngine engine =
            RegistryEngine.create(
                EngineSettings.defaults().withInsecureRegistry(registry.host()))) {
      WorkflowClient client = temporal.getWorkflowClient();
      MirrorPlaces places = new MirrorPlaces("source.example", registry.host() + "/ci");
      String id = startTaskForTheNewDigest(client, places);
      AtomicLong signalsWhenRead = new AtomicLong(-1);
      registry.times(
          1,
          "HEAD",
          "/v2/ci/manifests/ocp_4.20_cli",
          request -> {
            signalsWhenRead.set(
                events(client, id, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED));
            return Answer.reply(200, "").with("Docker-Content-Digest", OLD);
          });

      WatcherActivities activities =
          activities(new WatcherActivitiesImpl(engine, places, client, MirrorMode.REAL));
      CompareResult result =
          activities.compareTags(List.of(TagChange.image(TAG, OLD, T0.plusSeconds(1))));

      // The target still has the old digest, so nothing is started; the open task must know.
      assertEquals(new CompareResult(List.of(), List.of(), 1), result);
      assertEquals(2, signalsWhenRead.get());
    }
  }

  private static TestWorkflowEnvironment temporal() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options.build());
    Worker worker = temporal.newWorker(MirrorMode.REAL.workflowQueue());
    worker.registerWorkflowImplementationTypes(MirrorTaskWorkflowImpl.class);
    worker.registerActivitiesImplementations(new NothingToBeReadNow());
    temporal.start();
    return temporal;
  }

  /** So that the task turns to the queue. */
  private static final class NothingToBeReadNow implements CheckActivities {

    @Override
    public ResolvedSource resolveSourceDigest(MirrorTask task) {
      throw ApplicationFailure.newFailure("not now", MirrorErrorType.TIMEOUT.wireName());
    }

    @Override
    public TargetImage checkQuayDigest(CheckRequest request) {
      throw ApplicationFailure.newFailure("not now", MirrorErrorType.TIMEOUT.wireName());
    }
  }

  private static WatcherActivities activities(WatcherActivitiesImpl implementation) {
    TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    environment.registerActivitiesImplementations(implementation);
    return environment.newActivityStub(WatcherActivities.class);
  }

  /**
   * It stays open, as no worker serves the queue of its activities; starting it counts as one
   * signal.
   */
  private static String startTaskForTheNewDigest(WorkflowClient client, MirrorPlaces places) {
    MirrorTask task =
        new MirrorTask(
            MirrorOwner.DISTRIBUTOR,
            TAG,
            places.sourceByDigest(TAG, NEW),
            NEW,
            places.destination(TAG),
            T0,
            null);
    new MirrorTaskStarter(client, MirrorMode.REAL, Clock.systemUTC()).startOrTell(task);
    String id = MirrorMode.REAL.taskId(task);
    Await.until(
        "the task begins",
        Duration.ofSeconds(30),
        () -> events(client, id, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) > 0,
        () -> client.fetchHistory(id).getEvents());
    return id;
  }

  private static long events(WorkflowClient client, String workflowId, EventType type) {
    return client.fetchHistory(workflowId).getEvents().stream()
        .filter(event -> event.getEventType() == type)
        .count();
  }
}
