package org.openshift.ci.mirror.api;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.function.Function;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.TagCheckWorkflowImpl;

/** A worker with the real workflow of mirror tasks, whose claims a test decides. */
final class TaskWorker implements AutoCloseable {

  static final String AT_TARGET = "sha256:" + "e".repeat(64);

  private final WorkerFactory factory;

  TaskWorker(WorkflowClient client, Function<Destination, Claim> claims) {
    this(client, MirrorMode.REAL, claims);
  }

  TaskWorker(WorkflowClient client, MirrorMode mode, Function<Destination, Claim> claims) {
    factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(mode.taskQueue());
    worker.registerWorkflowImplementationTypes(
        MirrorTaskWorkflowImpl.class, TagCheckWorkflowImpl.class);
    worker.registerActivitiesImplementations(new Checks(claims));
    factory.start();
  }

  private record Checks(Function<Destination, Claim> claims) implements CheckActivities {

    @Override
    public Claim resolveSourceDigest(Destination destination) {
      return claims.apply(destination);
    }

    @Override
    public TargetImage checkQuayDigest(CheckRequest request) {
      return new TargetImage(AT_TARGET, false);
    }
  }

  @Override
  public void close() {
    factory.shutdownNow();
  }
}
