package org.openshift.ci.mirror.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.openshift.ci.mirror.model.TagChange;

/**
 * Turns changed tags into mirror tasks: takes batches of changes by signal, keeps the newest of
 * each tag, has them compared, and has a mirror task started for each that differs.
 */
@WorkflowInterface
public interface WatcherWorkflow {

  /** The workflow type. */
  String TYPE = "Watcher";

  /** Name of the signal that brings changes. */
  String TAGS_CHANGED = "tagsChanged";

  /**
   * Most changes that one signal should carry: some 300 bytes each, well below Temporal's limits of
   * 2 MiB for a payload and 10,000 signals for a run.
   */
  int MAX_BATCH = 500;

  /**
   * With more pending than this the watcher has enough to do: whoever has many more to tell should
   * wait. What is pending when a new run begins must fit into its argument, so with a longer queue
   * a run could not end, and its history would grow towards Temporal's limit of 50 MiB.
   */
  int ENOUGH_PENDING = 5_000;

  /** Runs for ever, continuing as new. */
  @WorkflowMethod(name = TYPE)
  void watch(WatcherInput input);

  /** Some tags changed. Safe to repeat. */
  @SignalMethod(name = TAGS_CHANGED)
  void tagsChanged(List<TagChange> changes);

  /** How many changes wait to be compared, or are being compared. */
  @QueryMethod(name = "pending")
  int pending();
}
