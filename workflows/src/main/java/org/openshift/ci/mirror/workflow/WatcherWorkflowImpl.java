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
 * The watcher. The signal handlers only collect tags; the loop takes them in batches. Several
 * batches are under way at once, so that tags at a slow registry do not hold up the others.
 */
public final class WatcherWorkflowImpl implements WatcherWorkflow {

  private static final Logger log = Workflow.getLogger(WatcherWorkflowImpl.class);

  private static final int BATCH_SIZE = 100;
  private static final int MAX_BATCHES = 4;

  /** Below {@link #MAX_BATCHES}, so that a long list leaves room for tags that change meanwhile. */
  private static final int MAX_LISTED_BATCHES = 2;

  /**
   * Temporal suggests to continue as new at 4,096 events or 4 MiB. The rest is for signals that
   * arrive while the batches under way end, which takes minutes when a worker died.
   */
  private static final int MAX_EVENTS = 1_000;

  private static final long MAX_BYTES = 2L * 1024 * 1024;

  /** How long tags wait that Temporal or a registry refused for now. */
  private static final Duration LEFT_DELAY = Duration.ofSeconds(5);

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
    // The signal handlers do not block, so everything that was signalled up to here is pending.
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

  /** A signal sent by hand may lack its argument; an exception in a handler stops the watcher. */
  private static List<TagReference> present(List<TagReference> tags) {
    return tags == null ? List.of() : tags.stream().filter(Objects::nonNull).toList();
  }

  @Override
  public int pending() {
    return pending.size() + tagsUnderWay + left.size();
  }

  private boolean canTake() {
    return batchesUnderWay < MAX_BATCHES && (pending.hasFresh() || canTakeListed());
  }

  private boolean canTakeListed() {
    return listedUnderWay < MAX_LISTED_BATCHES && pending.hasListed();
  }

  private static boolean newRunIsDue() {
    WorkflowInfo info = Workflow.getInfo();
    return info.isContinueAsNewSuggested()
        || info.getHistoryLength() > MAX_EVENTS
        || info.getHistorySize() > MAX_BYTES;
  }

  private void handOutBatch() {
    boolean fresh = pending.hasFresh();
    List<TagReference> batch =
        fresh ? pending.takeFresh(BATCH_SIZE) : pending.takeListed(BATCH_SIZE);
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
          "a batch of {} tags, the first of them {}, failed and is tried again: {}",
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
      add(left, again, fresh);
      Workflow.sleep(LEFT_DELAY);
      left.remove(again);
      add(pending, again, fresh);
    }
  }

  private static void add(PendingTags to, List<TagReference> tags, boolean fresh) {
    if (fresh) {
      to.changed(tags);
    } else {
      to.listed(tags);
    }
  }

  /** Hands on a batch; returns the tags that must be tried again. */
  private List<TagReference> handOn(List<TagReference> batch, boolean fresh) {
    Set<TagReference> again = new LinkedHashSet<>();
    if (fresh) {
      // Before anything is compared, so that open tasks do not wait for a slow registry. For tags
      // of a list, CompareTags triggers only tasks that show something else.
      again.addAll(activities.tellOpenTasks(batch));
    }
    CompareResult result = activities.compareTags(batch, fresh);
    again.addAll(result.left());
    return List.copyOf(again);
  }
}
