package org.openshift.ci.mirror.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The tags that were signalled to the watcher and are not handed on yet, each once. A tag's image
 * is read when the tag is compared, so it does not matter how often, or when, the tag was
 * signalled.
 */
final class PendingTags {

  private final Set<TagReference> fresh = new LinkedHashSet<>();
  private final Set<TagReference> listed = new LinkedHashSet<>();

  /** Adds tags that changed. */
  void changed(Collection<TagReference> tags) {
    fresh.addAll(tags);
    listed.removeAll(tags);
  }

  /** Adds tags of a list, which come after those that changed. */
  void listed(Collection<TagReference> tags) {
    tags.stream().filter(tag -> !fresh.contains(tag)).forEach(listed::add);
  }

  void remove(Collection<TagReference> tags) {
    fresh.removeAll(tags);
    listed.removeAll(tags);
  }

  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  boolean hasListed() {
    return !listed.isEmpty();
  }

  /** Takes the oldest tags that changed, at most so many. */
  List<TagReference> takeFresh(int most) {
    return take(fresh, most);
  }

  /** Takes the oldest tags that were listed, at most so many. */
  List<TagReference> takeListed(int most) {
    return take(listed, most);
  }

  List<TagReference> allFresh() {
    return List.copyOf(fresh);
  }

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
