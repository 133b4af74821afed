package org.openshift.ci.mirror.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The names of tags that the watcher was told of and has not handed on, each once. What a tag holds
 * is read when it is compared, so that it does not matter how often, or how long ago, it was named.
 */
final class PendingTags {

  private final Set<TagReference> fresh = new LinkedHashSet<>();
  private final Set<TagReference> listed = new LinkedHashSet<>();

  /** Tags that changed. */
  void changed(Collection<TagReference> tags) {
    fresh.addAll(tags);
    listed.removeAll(tags);
  }

  /** Tags of a list, which come after those that changed. */
  void listed(Collection<TagReference> tags) {
    tags.stream().filter(tag -> !fresh.contains(tag)).forEach(listed::add);
  }

  /** These are pending no more. */
  void remove(Collection<TagReference> tags) {
    fresh.removeAll(tags);
    listed.removeAll(tags);
  }

  /** Whether a tag waits that changed. */
  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  /** Whether a tag waits that was listed. */
  boolean hasListed() {
    return !listed.isEmpty();
  }

  /** Takes up to so many of the oldest that changed. */
  List<TagReference> takeFresh(int most) {
    return take(fresh, most);
  }

  /** Takes up to so many of the oldest that were listed. */
  List<TagReference> takeListed(int most) {
    return take(listed, most);
  }

  /** All that changed. */
  List<TagReference> allFresh() {
    return List.copyOf(fresh);
  }

  /** All that were listed. */
  List<TagReference> allListed() {
    return List.copyOf(listed);
  }

  int size() {
    return fresh.size() + listed.size();
  }

  private static List<TagReference> take(Set<TagReference> from, int most) {
    List<TagReference> batch = new ArrayList<>();
    Iterator<TagReference> tags = from.iterator();
    while (tags.hasNext() && batch.size() < most) {
      batch.add(tags.next());
      tags.remove();
    }
    return batch;
  }
}
