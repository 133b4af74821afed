package org.openshift.ci.mirror.activity.watch;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.TemporalFence;
import org.openshift.ci.mirror.activity.task.SweepPace;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagReference;

/** The watcher's work: comparing at the registries, starting and signalling at Temporal. */
public final class WatcherActivitiesImpl implements WatcherActivities {

  /** What a list starts waits so long for room behind what changed; then it comes again. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

  private final TagBatch batches;
  private final SweepPace pace;
  private final WorkflowClient client;

  public WatcherActivitiesImpl(TagBatch batches, SweepPace pace, WorkflowClient client) {
    this.batches = batches;
    this.pace = pace;
    this.client = client;
  }

  @Override
  public List<TagReference> tellOpenTasks(List<TagReference> tags) {
    return ActivityHeartbeat.during(() -> batches.tell(tags));
  }

  @Override
  public CompareResult compareTags(List<TagReference> tags, boolean fresh) {
    Fence fence = new TemporalFence(client, Activity.getExecutionContext(), () -> null);
    return ActivityHeartbeat.during(
        () ->
            fresh || pace.await(LONGEST_HOLD, () -> {})
                ? batches.compareAndStart(tags, fresh, fence)
                : new CompareResult(0, 0, tags));
  }
}
