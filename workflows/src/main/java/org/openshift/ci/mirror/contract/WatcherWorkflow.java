package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Turns signalled tags into mirror tasks: collects tags, each once, and takes them in batches. Open
 * tasks are triggered, the tags are compared, and a task is started for each tag that differs.
 */
@WorkflowInterface
public interface WatcherWorkflow {

  /** The workflow type. */
  String TYPE = "Watcher";

  /** Name of the signal with tags that changed. */
  String TAGS_CHANGED = "tagsChanged";

  /** Name of the signal with tags of a list. */
  String TAGS_LISTED = "tagsListed";

  /** Name of the query for the number of pending tags. */
  String PENDING = "pending";

  /**
   * With more tags pending than this, a sender of many tags waits. All pending tags are in the
   * argument of the next run: some 600 KB, so that it stays below Temporal's limit of 2 MiB.
   */
  int ENOUGH_PENDING = 10_000;

  /** Never ends: continues as new. */
  @WorkflowMethod(name = TYPE)
  void watch(WatcherInput input);

  /** At most {@link TagReference#MAX_BATCH} tags that changed. May be repeated. */
  @SignalMethod(name = TAGS_CHANGED)
  void tagsChanged(List<TagReference> tags);

  /**
   * At most {@link TagReference#MAX_BATCH} tags of a list: they are compared after those that
   * changed. May be repeated.
   */
  @SignalMethod(name = TAGS_LISTED)
  void tagsListed(List<TagReference> tags);

  /** How many tags wait to be compared or are being compared. */
  @QueryMethod(name = PENDING)
  int pending();
}
