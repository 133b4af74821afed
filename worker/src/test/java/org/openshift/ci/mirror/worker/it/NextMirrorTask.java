package org.openshift.ci.mirror.worker.it;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskInput;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorStatus;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;

/** Mirror tasks of a later build that cannot replay histories of this one, nor the reverse. */
public final class NextMirrorTask implements MirrorTaskWorkflow {

  /** What its tasks say of notifications. */
  static final String NOTIFIED = "SourceMissing";

  private final MirrorTaskWorkflowImpl task;

  @WorkflowInit
  public NextMirrorTask(MirrorTaskInput input) {
    task = new MirrorTaskWorkflowImpl(input);
  }

  @Override
  public MirrorResult mirror(MirrorTaskInput input) {
    WatcherActivities added =
        Workflow.newActivityStub(
            WatcherActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(MirrorMode.REAL.watcherQueue())
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .build());
    Workflow.upsertMemo(Map.of(MirrorMemo.NOTIFIED, NOTIFIED));
    var _ = added.tellOpenTasks(List.of());
    return task.mirror(input);
  }

  @Override
  public void trigger() {
    task.trigger();
  }

  @Override
  public void operatorRequest(OperatorRequest request) {
    task.operatorRequest(request);
  }

  @Override
  public MirrorStatus status() {
    return task.status();
  }
}
