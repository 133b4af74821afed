package org.openshift.ci.mirror.activity.task;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.TagReference;

/** Open tasks in memory. */
public final class FakeOpenTaskStore implements OpenTaskStore {

  /** Workflow ids of tasks that were started, in no order. */
  public final Set<String> started = new ConcurrentSkipListSet<>();

  /** Claims with which a list or a run came across a destination; null where none was known. */
  public final List<Claim> claims = new CopyOnWriteArrayList<>();

  /** Whom new tasks are shown for, by workflow id. */
  public final Map<String, MirrorOwner> shownAs = new ConcurrentHashMap<>();

  /** Workflow ids of open tasks that were told to look again, in no order. */
  public final Set<String> triggered = new ConcurrentSkipListSet<>();

  private final Map<String, OpenTask> open = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  public static String id(Destination destination) {
    return MirrorMode.REAL.taskId(destination);
  }

  public static String id(String tag) {
    return id(Destination.mirror(TagReference.parse(tag)));
  }

  /** Opens a task. */
  public void open(OpenTask task) {
    open.put(task.workflowId(), task);
  }

  /** From now on Temporal takes nothing for this tag. */
  public void refuse(String tag) {
    refused.add(id(tag));
  }

  @Override
  public boolean trigger(Destination destination) {
    return trigger(id(destination));
  }

  @Override
  public boolean trigger(String workflowId) {
    take(workflowId);
    if (!open.containsKey(workflowId)) {
      return false;
    }
    triggered.add(workflowId);
    return true;
  }

  @Override
  public void startOrTrigger(Destination destination, MirrorOwner owner) {
    if (!trigger(destination)) {
      var _ = start(destination, owner);
    }
  }

  @Override
  public boolean startUnlessOpen(Destination destination, Claim claim) {
    take(id(destination));
    claims.add(claim);
    return !open.containsKey(id(destination))
        && start(destination, claim == null ? null : claim.owner());
  }

  @Override
  public List<OpenTask> open() {
    return List.copyOf(open.values());
  }

  @Override
  public List<OpenTask> waitingFor(String registry) {
    return open.values().stream().filter(task -> task.waitsFor().equals(registry)).toList();
  }

  private boolean start(Destination destination, MirrorOwner owner) {
    if (owner != null) {
      shownAs.put(id(destination), owner);
    }
    return started.add(id(destination));
  }

  private void take(String workflowId) {
    if (refused.contains(workflowId)) {
      throw new IllegalStateException("Temporal does not take it");
    }
  }
}
