package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.contract.WatcherInput;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;

/**
 * The watcher. The signal handler only files changes, the newest of each tag; the loop takes them
 * out in batches, and a few batches are under way at once, so that tags at a slow registry do not
 * hold up the others.
 */
public final class WatcherWorkflowImpl implements WatcherWorkflow {

  private static final Logger log = Workflow.getLogger(WatcherWorkflowImpl.class);

  private static final int BATCH = 100;
  private static final int BATCHES_AT_ONCE = 4;

  /** Temporal ends a run that got 10,000 signals, and never suggests to continue as new for it. */
  private static final int SIGNALS_PER_RUN = 2_000;

  /** About 300 bytes each, and the argument of the next run may have 2 MiB. */
  private static final int MOST_CARRIED = 2_000;

  /** A batch fails for good only by a defect; it must not spin. */
  private static final Duration REFUSED_BATCH_WAITS = Duration.ofSeconds(30);

  private final boolean dryRun;
  private final WatcherActivities activities;
  private final Map<TagReference, TagChange> pending = new LinkedHashMap<>();
  private RuntimeException defect;
  private int batchesUnderWay;
  private int signals;

  @WorkflowInit
  public WatcherWorkflowImpl(WatcherInput input) {
    dryRun = input.dryRun();
    activities = MirrorActivityStubs.watcher(MirrorMode.of(dryRun));
    file(input.pending());
  }

  @Override
  public void watch(WatcherInput input) {
    while (!continueAsNewIsDue()) {
      Workflow.await(() -> canTakeBatch() || continueAsNewIsDue() || defect != null);
      throwDefect();
      if (canTakeBatch()) {
        List<TagChange> batch = takeBatch();
        batchesUnderWay++;
        start(batch);
      }
    }
    Workflow.await(() -> batchesUnderWay == 0 || defect != null);
    throwDefect();
    // The handler is not asynchronous, so whatever was signalled up to here is in pending.
    Workflow.newContinueAsNewStub(WatcherWorkflow.class)
        .watch(new WatcherInput(dryRun, List.copyOf(pending.values())));
  }

  @Override
  public void tagsChanged(List<TagChange> changes) {
    signals++;
    file(changes);
  }

  @Override
  public int pending() {
    return pending.size();
  }

  private void file(List<TagChange> changes) {
    for (TagChange change : changes) {
      pending.merge(change.tag(), change, (old, now) -> now.isOlderThan(old) ? old : now);
    }
  }

  private boolean canTakeBatch() {
    return !pending.isEmpty() && batchesUnderWay < BATCHES_AT_ONCE;
  }

  private boolean continueAsNewIsDue() {
    WorkflowInfo info = Workflow.getInfo();
    boolean due = info.isContinueAsNewSuggested() || signals >= SIGNALS_PER_RUN;
    return due && pending.size() <= MOST_CARRIED;
  }

  private List<TagChange> takeBatch() {
    List<TagChange> batch = new ArrayList<>(BATCH);
    Iterator<TagChange> changes = pending.values().iterator();
    while (changes.hasNext() && batch.size() < BATCH) {
      batch.add(changes.next());
      changes.remove();
    }
    return batch;
  }

  /**
   * Processes a batch beside the loop. What no activity reported is a defect of this program: it
   * must fail the workflow task, which Temporal repeats until the defect is mended, and not end
   * unseen with the batch lost.
   */
  private void start(List<TagChange> batch) {
    Async.procedure(this::process, batch)
        .handle(
            (nothing, failure) -> {
              defect = failure == null ? defect : failure;
              return null;
            });
  }

  private void throwDefect() {
    if (defect != null) {
      throw defect;
    }
  }

  private void process(List<TagChange> batch) {
    try {
      CompareResult result = activities.compareTags(batch);
      if (!result.tasks().isEmpty()) {
        activities.startMirrorTasks(result.tasks());
      }
      if (!result.equal().isEmpty()) {
        activities.tellOpenTasks(result.equal());
      }
      if (!result.withdrawn().isEmpty()) {
        activities.withdrawMirrorTasks(result.withdrawn());
      }
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        throw failure;
      }
      log.error("a batch of {} tags is filed again: {}", batch.size(), failure.getMessage());
      Workflow.sleep(REFUSED_BATCH_WAITS);
      file(batch);
    } finally {
      batchesUnderWay--;
    }
  }
}
