package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.contract.WatcherInput;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagChange;
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

  /** A few hundred bytes each, and the argument of the next run may have 2 MiB. */
  private static final int MOST_CARRIED = 2_000;

  /** How long batches under way may hold up a new run before they are called back. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

  /** A tag is refused only by a defect; it must not spin. */
  private static final Duration REFUSED_WAITS = Duration.ofSeconds(30);

  private final boolean dryRun;
  private final WatcherActivities activities;
  private final PendingChanges changes = new PendingChanges();
  private int batchesUnderWay;
  private int signals;

  @WorkflowInit
  public WatcherWorkflowImpl(WatcherInput input) {
    dryRun = input.dryRun();
    activities = MirrorActivityStubs.watcher(MirrorMode.of(dryRun));
    changes.add(input.pending());
    changes.keepApart(input.apart());
  }

  @Override
  public void watch(WatcherInput input) {
    do {
      CancellationScope batches = Workflow.newCancellationScope(this::handOutBatches);
      batches.run();
      boolean drained = Pause.until(() -> batchesUnderWay == 0, LONGEST_DRAIN);
      batches.cancel(drained ? "a new run begins" : "a new run cannot wait any longer");
      Workflow.await(() -> batchesUnderWay == 0);
      changes.recall();
      // Meanwhile more may have come than a new run can be given.
    } while (changes.size() > MOST_CARRIED);
    // The handler is not asynchronous, so whatever was signalled up to here is filed.
    Workflow.newContinueAsNewStub(WatcherWorkflow.class)
        .watch(new WatcherInput(dryRun, changes.all(), changes.apart()));
  }

  @Override
  public void tagsChanged(List<TagChange> changed) {
    signals++;
    // A signal sent by hand may come without its argument; a handler that fails stops the watcher.
    if (changed != null) {
      changes.add(changed);
    }
  }

  @Override
  public int pending() {
    return changes.size();
  }

  private void handOutBatches() {
    while (!newRunIsDue()) {
      Workflow.await(() -> canTakeBatch() || newRunIsDue());
      if (canTakeBatch()) {
        List<TagChange> batch = changes.take(BATCH);
        batchesUnderWay++;
        Async.procedure(this::process, batch);
      }
    }
  }

  private boolean canTakeBatch() {
    return batchesUnderWay < BATCHES_AT_ONCE && changes.canTake();
  }

  private boolean newRunIsDue() {
    boolean due = Workflow.getInfo().isContinueAsNewSuggested() || signals >= SIGNALS_PER_RUN;
    return due && changes.size() <= MOST_CARRIED;
  }

  /** What is cancelled in here stays under way, to be recalled. */
  private void process(List<TagChange> batch) {
    List<TagChange> left = handOn(batch);
    while (!left.isEmpty()) {
      Workflow.sleep(REFUSED_WAITS);
      CancellationScope.throwCanceled();
      List<TagChange> refused = new ArrayList<>();
      // One by one, so that none of them drags others along again.
      for (TagChange change : left) {
        batchesUnderWay++;
        refused.addAll(handOn(List.of(changes.renew(change))));
      }
      left = refused;
    }
  }

  /** Hands on a batch that is counted as under way, and returns what was refused of it. */
  private List<TagChange> handOn(List<TagChange> batch) {
    List<TagChange> refused = new ArrayList<>();
    try {
      handOn(batch, refused);
    } finally {
      batchesUnderWay--;
    }
    return refused;
  }

  /** Halves a batch that fails, until the tags that make it fail are alone. */
  private void handOn(List<TagChange> batch, List<TagChange> refused) {
    try {
      compareAndStart(batch);
      changes.done(batch);
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        throw failure;
      }
      log.error(
          "a batch of {} tags from {} on failed: {}",
          batch.size(),
          batch.getFirst().tag(),
          AttemptFailure.of(failure).message());
      if (batch.size() == 1) {
        refused.addAll(batch);
        return;
      }
      int half = batch.size() / 2;
      handOn(batch.subList(0, half), refused);
      handOn(batch.subList(half, batch.size()), refused);
    }
  }

  private void compareAndStart(List<TagChange> batch) {
    CompareResult result = activities.compareTags(batch);
    if (!result.tasks().isEmpty()) {
      activities.startMirrorTasks(result.tasks());
    }
    if (!result.withdrawn().isEmpty()) {
      activities.withdrawMirrorTasks(result.withdrawn());
    }
  }
}
