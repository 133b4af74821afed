package org.openshift.ci.mirror.activity.watch;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.TemporalFence;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagReference;

/** The activities of the watcher, with their heartbeats and fences. */
public final class WatcherActivitiesImpl implements WatcherActivities {

  /**
   * How long listed tags wait for the backlog to become short before they go back to the watcher.
   */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

  private final TagBatch batches;
  private final Backpressure backpressure;
  private final WorkflowClient client;

  public WatcherActivitiesImpl(TagBatch batches, Backpressure backpressure, WorkflowClient client) {
    this.batches = batches;
    this.backpressure = backpressure;
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
            fresh || backpressure.await(LONGEST_HOLD, () -> {})
                ? batches.compareAndStart(tags, fresh, fence)
                : new CompareResult(0, 0, tags));
  }
}
