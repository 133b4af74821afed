package org.openshift.ci.mirror.worker.temporal;

import io.temporal.api.deployment.v1.WorkerDeploymentInfo.WorkerDeploymentVersionSummary;
import io.temporal.api.deployment.v1.WorkerDeploymentVersion;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.VersionDrainageStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentResponse;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.activity.task.StrandedTasks;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker deployment of this worker at Temporal: the first build makes itself current, so that a
 * new or emptied Temporal needs no person; later ones wait until a person makes them current.
 * Mirror tasks of a build without workers are started anew (decision 0016).
 */
public final class WorkerDeployment {

  private static final Logger log = LoggerFactory.getLogger(WorkerDeployment.class);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /**
   * Just after Temporal was started again, it knows only of the builds whose workers have asked
   * since; a worker asks at least once a minute.
   */
  public static final Duration MISSED_FOR = Duration.ofMinutes(2);

  private final WorkflowClient client;
  private final MirrorMode mode;
  private final WorkerDeploymentVersion own;
  private final StrandedTasks stranded;
  private final Duration missedFor;
  private final Map<String, Long> missingSince = new HashMap<>();

  /** The build that was last seen as current; null before the first look. */
  private String current;

  /**
   * The deployment of one worker.
   *
   * @param missedFor how long a build must have had no workers until its tasks are started anew
   */
  public WorkerDeployment(
      WorkflowClient client,
      MirrorMode mode,
      io.temporal.common.WorkerDeploymentVersion own,
      StrandedTasks stranded,
      Duration missedFor) {
    this.client = client;
    this.missedFor = missedFor;
    this.mode = mode;
    this.own =
        WorkerDeploymentVersion.newBuilder()
            .setDeploymentName(own.getDeploymentName())
            .setBuildId(own.getBuildId())
            .build();
    this.stranded = stranded;
  }

  /**
   * Looks whether a build is current and has workers, and after tasks of builds without workers.
   *
   * @throws IllegalStateException if the current build has no workers: nobody takes new tasks
   */
  public void ensure() {
    DescribeWorkerDeploymentResponse found =
        stub()
            .describeWorkerDeployment(
                DescribeWorkerDeploymentRequest.newBuilder()
                    .setNamespace(namespace())
                    .setDeploymentName(own.getDeploymentName())
                    .build());
    String now =
        found
            .getWorkerDeploymentInfo()
            .getRoutingConfig()
            .getCurrentDeploymentVersion()
            .getBuildId();
    if (now.isEmpty()) {
      becomeCurrent(found);
      now = own.getBuildId();
    }
    if (!now.equals(current)) {
      log.info(
          "worker deployment {}: build {} is current{}",
          own.getDeploymentName(),
          now,
          now.equals(own.getBuildId())
              ? ", the one of this worker"
              : "; this worker, of build %s, gets no new mirror tasks".formatted(own.getBuildId()));
      current = now;
    }
    Set<String> alive = buildsWithWorkers();
    if (!alive.contains(own.getBuildId())) {
      // Temporal does not know of this worker yet, and so maybe not of others.
      return;
    }
    if (!alive.contains(now)) {
      throw new IllegalStateException(
          ("build %s is current and has no workers, so nothing new is done: start one, or make"
                  + " another build current with 'temporal worker deployment set-current-version"
                  + " --deployment-name %s --build-id %s'")
              .formatted(now, own.getDeploymentName(), own.getBuildId()));
    }
    if (now.equals(own.getBuildId())) {
      found.getWorkerDeploymentInfo().getVersionSummariesList().stream()
          .filter(WorkerDeployment::mayHaveTasks)
          .map(WorkerDeploymentVersionSummary::getDeploymentVersion)
          .filter(version -> isGone(version.getBuildId(), alive))
          .forEach(stranded::startAnew);
    }
  }

  private boolean isGone(String build, Set<String> alive) {
    if (alive.contains(build)) {
      missingSince.remove(build);
      return false;
    }
    long now = System.nanoTime();
    return now - missingSince.computeIfAbsent(build, missing -> now) >= missedFor.toNanos();
  }

  private void becomeCurrent(DescribeWorkerDeploymentResponse found) {
    var _ =
        stub()
            .setWorkerDeploymentCurrentVersion(
                SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                    .setNamespace(namespace())
                    .setDeploymentName(own.getDeploymentName())
                    .setBuildId(own.getBuildId())
                    .setIdentity(client.getOptions().getIdentity())
                    // Refused if another worker was faster.
                    .setConflictToken(found.getConflictToken())
                    .build());
  }

  private static boolean mayHaveTasks(WorkerDeploymentVersionSummary version) {
    return version.getDrainageStatus() != VersionDrainageStatus.VERSION_DRAINAGE_STATUS_DRAINED;
  }

  /** Builds whose workers have asked for mirror tasks in the last five minutes. */
  private Set<String> buildsWithWorkers() {
    return stub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(namespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(mode.taskQueue()))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersList()
        .stream()
        .map(poller -> poller.getDeploymentOptions().getBuildId())
        .collect(Collectors.toSet());
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }

  private WorkflowServiceBlockingStub stub() {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
