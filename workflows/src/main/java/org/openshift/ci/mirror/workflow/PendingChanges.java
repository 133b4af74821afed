package org.openshift.ci.mirror.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The changes that the watcher has accepted and not yet handed on: those that wait, the newest of
 * each tag, and those in a batch under way.
 *
 * <p>A tag is in one batch at a time. Otherwise a batch with its older source that is slow would
 * start a mirror task after the newer source was mirrored, and put the old image back.
 */
final class PendingChanges {

  private final Map<TagReference, TagChange> waiting = new LinkedHashMap<>();
  private final Map<TagReference, TagChange> underWay = new LinkedHashMap<>();
  private final Set<TagReference> apart = new LinkedHashSet<>();

  /** Files changes; of two changes of one tag the later observed stays. */
  void add(Collection<TagChange> changes) {
    for (TagChange change : changes) {
      waiting.merge(change.tag(), change, (old, now) -> now.isOlderThan(old) ? old : now);
    }
  }

  /** Whether {@link #take} would give any. */
  boolean canTake() {
    return waiting.keySet().stream().anyMatch(tag -> !underWay.containsKey(tag));
  }

  /**
   * Moves up to so many of the oldest waiting to those under way. Tags that are kept apart come in
   * batches of their own.
   */
  List<TagChange> take(int most) {
    List<TagChange> batch = new ArrayList<>();
    boolean takesApart = false;
    Iterator<TagChange> changes = waiting.values().iterator();
    while (changes.hasNext() && batch.size() < most) {
      TagChange change = changes.next();
      boolean isApart = apart.contains(change.tag());
      if (batch.isEmpty()) {
        takesApart = isApart;
      }
      if (isApart == takesApart && !underWay.containsKey(change.tag())) {
        changes.remove();
        underWay.put(change.tag(), change);
        batch.add(change);
      }
    }
    batch.forEach(change -> apart.remove(change.tag()));
    return batch;
  }

  /** These were handed on. */
  void done(Collection<TagChange> changes) {
    changes.forEach(change -> underWay.remove(change.tag()));
  }

  /** This one under way, or what came for its tag meanwhile and takes its place. */
  TagChange renew(TagChange change) {
    TagChange now = waiting.remove(change.tag());
    if (now == null || now.isOlderThan(change)) {
      return change;
    }
    underWay.put(now.tag(), now);
    return now;
  }

  /**
   * Nothing is under way any more: what was waits again, apart from the others, as it may be what
   * stalled its batch.
   */
  void recall() {
    List<TagChange> all = all();
    apart.addAll(underWay.keySet());
    underWay.clear();
    waiting.clear();
    add(all);
  }

  /** Keeps these tags apart from the others. */
  void keepApart(Collection<TagReference> tags) {
    apart.addAll(tags);
  }

  /** The tags that are kept apart. */
  List<TagReference> apart() {
    return List.copyOf(apart);
  }

  /** How many changes wait or are under way. */
  int size() {
    return waiting.size() + underWay.size();
  }

  /** All of them, the newest of each tag. */
  List<TagChange> all() {
    Map<TagReference, TagChange> all = new LinkedHashMap<>(underWay);
    waiting.forEach(
        (tag, change) -> all.merge(tag, change, (old, now) -> now.isOlderThan(old) ? old : now));
    return List.copyOf(all.values());
  }
}
