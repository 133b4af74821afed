package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Turns names of changed tags into mirror tasks: takes them in batches by signal, each name once,
 * has open tasks told and the tags compared, and has a mirror task started for each that differs.
 */
@WorkflowInterface
public interface WatcherWorkflow {

  /** The workflow type. */
  String TYPE = "Watcher";

  /** Name of the signal that brings tags that changed. */
  String TAGS_CHANGED = "tagsChanged";

  /** Name of the signal that brings tags of a list. */
  String TAGS_LISTED = "tagsListed";

  /**
   * Most names that one signal should carry: some 60 bytes each, far below Temporal's limits of 2
   * MiB for a payload and 10,000 signals for a run.
   */
  int MAX_BATCH = 500;

  /**
   * With more names pending than this the watcher has enough to do, and whoever has more to tell
   * waits. All that is pending goes into the argument of the next run, some 600 KB, below the 2 MiB
   * of a payload, so a run can end at any time.
   */
  int ENOUGH_PENDING = 10_000;

  /** Runs for ever, continuing as new. */
  @WorkflowMethod(name = TYPE)
  void watch(WatcherInput input);

  /** Some tags changed. Safe to repeat. */
  @SignalMethod(name = TAGS_CHANGED)
  void tagsChanged(List<TagReference> tags);

  /** Some tags were listed: they come after those that changed. Safe to repeat. */
  @SignalMethod(name = TAGS_LISTED)
  void tagsListed(List<TagReference> tags);

  /** How many tags wait to be compared, now or once more, or are being compared. */
  @QueryMethod(name = "pending")
  int pending();
}
