package org.openshift.ci.mirror.workflow.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Remembers what the watcher handed on. Every tag differs unless {@link #equal} says otherwise; a
 * test may put hooks in the way, to make a batch fail or wait.
 */
public final class FakeWatcherActivities implements WatcherActivities {

  private final List<List<TagChange>> batches = new CopyOnWriteArrayList<>();
  private final Map<TagReference, String> started = new ConcurrentHashMap<>();
  private final List<MirrorTask> starts = new CopyOnWriteArrayList<>();
  private final List<TagChange> withdrawn = new CopyOnWriteArrayList<>();
  private final AtomicInteger comparing = new AtomicInteger();
  private final AtomicInteger mostComparing = new AtomicInteger();
  private volatile Consumer<List<TagChange>> onCompare = batch -> {};
  private volatile Consumer<List<MirrorTask>> onStart = tasks -> {};
  private volatile boolean equal;

  /** Before each comparison. */
  public void onCompare(Consumer<List<TagChange>> hook) {
    onCompare = hook;
  }

  /** Before tasks are started. */
  public void onStart(Consumer<List<MirrorTask>> hook) {
    onStart = hook;
  }

  /** From now on every tag has its digest at the target. */
  public void everythingIsEqual() {
    equal = true;
  }

  /** The batches that were asked to be compared, failed attempts too. */
  public List<List<TagChange>> batches() {
    return List.copyOf(batches);
  }

  /** The digest that was last started of each tag. */
  public Map<TagReference, String> started() {
    return Map.copyOf(started);
  }

  /** Every task that was started, in order. */
  public List<MirrorTask> starts() {
    return List.copyOf(starts);
  }

  public List<TagChange> withdrawn() {
    return List.copyOf(withdrawn);
  }

  /** How many batches were ever compared at once. */
  public int mostAtOnce() {
    return mostComparing.get();
  }

  @Override
  public CompareResult compareTags(List<TagChange> changes) {
    mostComparing.accumulateAndGet(comparing.incrementAndGet(), Math::max);
    try {
      batches.add(List.copyOf(changes));
      onCompare.accept(changes);
      List<MirrorTask> tasks = new ArrayList<>();
      List<TagChange> removed = new ArrayList<>();
      for (TagChange change : changes) {
        if (change.removed()) {
          removed.add(change);
        } else if (!equal) {
          long second = change.observedAt().getEpochSecond() - Samples.T0.getEpochSecond();
          tasks.add(Samples.task(change.tag(), change.digest(), second));
        }
      }
      return new CompareResult(tasks, removed, changes.size() - tasks.size() - removed.size());
    } finally {
      comparing.decrementAndGet();
    }
  }

  @Override
  public void startMirrorTasks(List<MirrorTask> tasks) {
    onStart.accept(tasks);
    for (MirrorTask task : tasks) {
      starts.add(task);
      started.put(task.tag(), task.sourceDigest());
    }
  }

  @Override
  public void withdrawMirrorTasks(List<TagChange> removed) {
    withdrawn.addAll(removed);
  }
}
