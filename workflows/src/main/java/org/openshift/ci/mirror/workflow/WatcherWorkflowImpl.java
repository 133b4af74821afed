package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.contract.WatcherInput;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;

/**
 * The watcher. The signal handlers only file names; the loop takes them out in batches, and a few
 * batches are under way at once, so that tags at a slow registry do not hold up the others.
 */
public final class WatcherWorkflowImpl implements WatcherWorkflow {

  private static final Logger log = Workflow.getLogger(WatcherWorkflowImpl.class);

  private static final int BATCH = 100;
  private static final int BATCHES_AT_ONCE = 4;

  /** A list of everything leaves room for what changes meanwhile. */
  private static final int LISTED_BATCHES_AT_ONCE = 2;

  /**
   * Temporal wants a run to end at 4,096 events or 4 MiB. What comes while the batches under way
   * end, minutes where a worker died, stays below the rest.
   */
  private static final int MOST_EVENTS = 1_000;

  private static final long MOST_BYTES = 2L * 1024 * 1024;

  /** Tags are left over only when Temporal refused their tasks, or a registry asks for a pause. */
  private static final Duration LEFT_WAIT = Duration.ofSeconds(5);

  private final boolean dryRun;
  private final WatcherActivities activities;
  private final PendingTags pending = new PendingTags();
  private final PendingTags left = new PendingTags();
  private int batchesUnderWay;
  private int listedUnderWay;
  private int tagsUnderWay;

  @WorkflowInit
  public WatcherWorkflowImpl(WatcherInput input) {
    dryRun = input.dryRun();
    activities = MirrorActivityStubs.watcher(MirrorMode.of(dryRun));
    pending.changed(input.fresh());
    pending.listed(input.listed());
  }

  @Override
  public void watch(WatcherInput input) {
    while (!newRunIsDue()) {
      Workflow.await(() -> canTake() || newRunIsDue());
      if (!newRunIsDue()) {
        handOutBatch();
      }
    }
    Workflow.await(() -> batchesUnderWay == 0);
    pending.changed(left.allFresh());
    pending.listed(left.allListed());
    // The handlers are not asynchronous, so whatever was signalled up to here is filed.
    Workflow.newContinueAsNewStub(WatcherWorkflow.class)
        .watch(new WatcherInput(dryRun, pending.allFresh(), pending.allListed()));
  }

  @Override
  public void tagsChanged(List<TagReference> tags) {
    pending.changed(present(tags));
  }

  @Override
  public void tagsListed(List<TagReference> tags) {
    pending.listed(present(tags));
  }

  /** A signal sent by hand may lack its argument; a handler that fails stops the watcher. */
  private static List<TagReference> present(List<TagReference> tags) {
    return tags == null ? List.of() : tags.stream().filter(Objects::nonNull).toList();
  }

  @Override
  public int pending() {
    return pending.size() + tagsUnderWay + left.size();
  }

  private boolean canTake() {
    return batchesUnderWay < BATCHES_AT_ONCE && (pending.hasFresh() || canTakeListed());
  }

  private boolean canTakeListed() {
    return listedUnderWay < LISTED_BATCHES_AT_ONCE && pending.hasListed();
  }

  private static boolean newRunIsDue() {
    WorkflowInfo info = Workflow.getInfo();
    return info.isContinueAsNewSuggested()
        || info.getHistoryLength() > MOST_EVENTS
        || info.getHistorySize() > MOST_BYTES;
  }

  private void handOutBatch() {
    boolean fresh = pending.hasFresh();
    List<TagReference> batch = fresh ? pending.takeFresh(BATCH) : pending.takeListed(BATCH);
    batchesUnderWay++;
    listedUnderWay += fresh ? 0 : 1;
    tagsUnderWay += batch.size();
    Async.procedure(this::process, batch, fresh);
  }

  private void process(List<TagReference> batch, boolean fresh) {
    List<TagReference> again;
    try {
      again = handOn(batch, fresh);
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        throw failure;
      }
      log.error(
          "a batch of {} tags from {} on failed, and comes again: {}",
          batch.size(),
          batch.getFirst(),
          AttemptFailure.of(failure).message());
      again = batch;
    } finally {
      batchesUnderWay--;
      listedUnderWay -= fresh ? 0 : 1;
      tagsUnderWay -= batch.size();
    }
    if (!again.isEmpty()) {
      file(left, again, fresh);
      Workflow.sleep(LEFT_WAIT);
      left.remove(again);
      file(pending, again, fresh);
    }
  }

  private static void file(PendingTags where, List<TagReference> tags, boolean fresh) {
    if (fresh) {
      where.changed(tags);
    } else {
      where.listed(tags);
    }
  }

  /** Hands on a batch; returns what could not be. */
  private List<TagReference> handOn(List<TagReference> batch, boolean fresh) {
    Set<TagReference> again = new LinkedHashSet<>();
    if (fresh) {
      // Before anything is compared: what is open is not to wait for a slow registry. What was
      // merely listed is told only where its task shows something else: see CompareTags.
      again.addAll(activities.tellOpenTasks(batch));
    }
    CompareResult result = activities.compareTags(batch, fresh);
    again.addAll(result.left());
    return List.copyOf(again);
  }
}
