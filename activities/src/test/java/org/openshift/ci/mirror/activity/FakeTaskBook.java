package org.openshift.ci.mirror.activity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagReference;

/** Open tasks in memory. */
final class FakeTaskBook implements TaskBook {

  private final Map<TagReference, MirrorTask> open = new ConcurrentHashMap<>();
  final List<MirrorTask> told = new CopyOnWriteArrayList<>();
  final List<String> withdrawn = new CopyOnWriteArrayList<>();

  void open(List<MirrorTask> tasks) {
    tasks.forEach(task -> open.put(task.tag(), task));
  }

  @Override
  public boolean isSameOpen(MirrorTask task) {
    MirrorTask found = open.get(task.tag());
    return found != null && found.sameWork(task);
  }

  @Override
  public void tellOther(MirrorTask task) {
    if (open.containsKey(task.tag()) && !isSameOpen(task)) {
      told.add(task);
    }
  }

  @Override
  public List<TagReference> open(MirrorOwner owner) {
    List<TagReference> tags = new ArrayList<>();
    open.values().stream().filter(task -> task.owner() == owner).forEach(t -> tags.add(t.tag()));
    return tags.stream().sorted().toList();
  }

  @Override
  public void unlisted(MirrorOwner owner, TagReference tag, Instant observedAt) {
    withdrawn.add(owner.wireName() + " " + tag);
  }
}
