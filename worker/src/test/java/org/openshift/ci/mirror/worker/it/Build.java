package org.openshift.ci.mirror.worker.it;

import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.activity.task.StrandedTasks;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.worker.temporal.TemporalWorkers;
import org.openshift.ci.mirror.worker.temporal.WorkerDeployment;

/** Workers of one build of a deployment. Its mirror tasks fail until {@link #sourceIsGone}. */
final class Build implements AutoCloseable {

  private final TemporalWorkers workers;
  private final WorkerDeployment deployment;
  private final Map<String, AtomicInteger> checks = new ConcurrentHashMap<>();
  private volatile boolean gone;

  /**
   * Begins to take tasks.
   *
   * @param version null without a deployment
   */
  Build(
      WorkflowClient client,
      WorkerDeploymentVersion version,
      Class<? extends MirrorTaskWorkflow> mirrorTask) {
    workers =
        new TemporalWorkers(
            client,
            MirrorMode.REAL,
            new TemporalWorkers.Activities(
                new Check(),
                new Push(),
                new Watcher(),
                from -> from,
                new Sweeps(),
                request -> null,
                new Outages()),
            List.of(),
            version,
            mirrorTask);
    deployment =
        version == null
            ? null
            : new WorkerDeployment(
                client,
                MirrorMode.REAL,
                version,
                new StrandedTasks(client, MirrorMode.REAL),
                Duration.ZERO);
    workers.start();
  }

  /** What the worker looks after every few seconds. */
  void ensure() {
    deployment.ensure();
  }

  /** How often this build has checked a tag. */
  int checks(TagReference tag) {
    return checks.computeIfAbsent(tag.toString(), _ -> new AtomicInteger()).get();
  }

  /** From now on tasks end as withdrawn. */
  void sourceIsGone() {
    gone = true;
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends its workers; may be repeated. */
  void stop() {
    workers.drain(Duration.ofSeconds(1));
  }

  private final class Check implements CheckActivities {
    @Override
    public Claim resolveSourceDigest(Destination destination) {
      checks
          .computeIfAbsent(destination.tag().toString(), _ -> new AtomicInteger())
          .incrementAndGet();
      if (!gone) {
        throw ApplicationFailure.newFailure("for a test", MirrorErrorType.TIMEOUT.wireName());
      }
      return Claim.nobody(
          destination.tag(), new Problem(MirrorErrorType.SOURCE_GONE, "it is gone"));
    }

    @Override
    public TargetImage checkQuayDigest(CheckRequest request) {
      return TargetImage.missing();
    }
  }

  private static final class Push implements PushActivities {
    @Override
    public PushResult pushTags(PushRequest request) {
      throw new IllegalStateException("not in this test");
    }
  }

  private static final class Watcher implements WatcherActivities {
    @Override
    public List<TagReference> tellOpenTasks(List<TagReference> tags) {
      return List.of();
    }

    @Override
    public CompareResult compareTags(List<TagReference> tags, boolean fresh) {
      return new CompareResult(0, 0, List.of());
    }
  }

  private static final class Sweeps implements SweepActivities {
    @Override
    public SweepPage comparePage(SweepPageRequest request) {
      throw new IllegalStateException("not in this test");
    }

    @Override
    public SweepSummary finishSweep(SweepKind kind, SweepSummary soFar) {
      return soFar;
    }
  }

  private static final class Outages implements RegistryOutageActivities {
    @Override
    public boolean awaitRegistry(RegistryOutage outage) {
      return true;
    }

    @Override
    public int wakeTasks(String registry) {
      return 0;
    }
  }
}
