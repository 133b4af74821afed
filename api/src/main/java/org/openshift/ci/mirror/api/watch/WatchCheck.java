package org.openshift.ci.mirror.api.watch;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.contract.MirrorMode;

/**
 * Whether the watch of image streams still runs. After somebody ended it, no task would be started
 * for a changed tag, and a list without tasks would look as if all was mirrored.
 */
public final class WatchCheck {

  private final TemporalGateway temporal;

  public WatchCheck(TemporalGateway temporal) {
    this.temporal = temporal;
  }

  /**
   * Returns while a watch runs, or none was ever started.
   *
   * @throws ApiProblem when the watch was ended, or Temporal cannot answer
   */
  public void require() {
    List<WorkflowExecutionInfo> watches =
        Stream.of(MirrorMode.values())
            .map(mode -> temporal.describe(mode.imageStreamWatchId()))
            .flatMap(Optional::stream)
            .toList();
    if (!watches.isEmpty() && watches.stream().noneMatch(WatchCheck::isRunning)) {
      throw ApiProblem.of(
          ApiProblem.Kind.UNAVAILABLE,
          "It is not known which tags must be mirrored: the workflow %s was ended. A worker starts it again within 30 seconds"
                  .formatted(watches.getFirst().getExecution().getWorkflowId())
              + " and lists all tags; look whether one runs");
    }
  }

  private static boolean isRunning(WorkflowExecutionInfo watch) {
    return watch.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }
}
