package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Records what the watcher hands on. All tags are equal at the target; hooks of a test make batches
 * fail or wait.
 */
public final class FakeWatcherActivities implements WatcherActivities {

  /** The kinds of calls. */
  public enum Kind {
    TELL,
    COMPARE_FRESH,
    COMPARE_LISTED
  }

  /**
   * A call of an activity.
   *
   * @param activity the kind of the call
   * @param tags the batch
   */
  public record Call(Kind activity, List<TagReference> tags) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Set<TagReference> compared = ConcurrentHashMap.newKeySet();
  private final AtomicInteger comparing = new AtomicInteger();
  private final AtomicInteger mostComparing = new AtomicInteger();
  private final AtomicInteger comparingListed = new AtomicInteger();
  private final AtomicInteger mostComparingListed = new AtomicInteger();
  private volatile Consumer<List<TagReference>> onTell = batch -> {};
  private volatile Consumer<List<TagReference>> onCompare = batch -> {};
  private volatile Predicate<TagReference> notTold = tag -> false;
  private volatile Predicate<TagReference> left = tag -> false;

  FakeWatcherActivities() {}

  /** Sets what happens before open tasks are triggered. */
  public void onTell(Consumer<List<TagReference>> hook) {
    onTell = hook;
  }

  /** Sets what happens before each comparison. */
  public void onCompare(Consumer<List<TagReference>> hook) {
    onCompare = hook;
  }

  /** Sets the tags whose open task cannot be triggered. */
  public void cannotTell(Predicate<TagReference> tags) {
    notTold = tags;
  }

  /** Sets the tags that can neither be compared nor get a task. */
  public void leave(Predicate<TagReference> tags) {
    left = tags;
  }

  /** Every call in order, including failed attempts. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The batches of one kind of calls. */
  public List<List<TagReference>> batches(Kind activity) {
    return calls.stream().filter(call -> call.activity() == activity).map(Call::tags).toList();
  }

  /** The tags of one kind of calls, in order, with repetitions. */
  public List<TagReference> tags(Kind activity) {
    return batches(activity).stream().flatMap(List::stream).toList();
  }

  /** Every tag that was compared and not left. */
  public Set<TagReference> compared() {
    return Set.copyOf(compared);
  }

  /** The largest number of batches compared at once. */
  public int mostAtOnce() {
    return mostComparing.get();
  }

  /** The largest number of batches of listed tags compared at once. */
  public int mostListedAtOnce() {
    return mostComparingListed.get();
  }

  @Override
  public List<TagReference> tellOpenTasks(List<TagReference> tags) {
    calls.add(new Call(Kind.TELL, List.copyOf(tags)));
    onTell.accept(tags);
    return tags.stream().filter(notTold).toList();
  }

  @Override
  public CompareResult compareTags(List<TagReference> tags, boolean fresh) {
    mostComparing.accumulateAndGet(comparing.incrementAndGet(), Math::max);
    if (!fresh) {
      mostComparingListed.accumulateAndGet(comparingListed.incrementAndGet(), Math::max);
    }
    try {
      calls.add(new Call(fresh ? Kind.COMPARE_FRESH : Kind.COMPARE_LISTED, List.copyOf(tags)));
      onCompare.accept(tags);
      List<TagReference> again = tags.stream().filter(left).toList();
      tags.stream().filter(tag -> !again.contains(tag)).forEach(compared::add);
      return new CompareResult(tags.size() - again.size(), 0, again);
    } finally {
      comparing.decrementAndGet();
      if (!fresh) {
        comparingListed.decrementAndGet();
      }
    }
  }
}
