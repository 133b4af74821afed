package org.openshift.ci.mirror.activity.task;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** Mirror tasks in memory. */
public final class FakeOpenTaskStore implements OpenTaskStore {

  /** Workflow ids of tasks that were started, in no order. */
  public final Set<String> started = new ConcurrentSkipListSet<>();

  /** The claims that came with starts, in their order; null where none was known. */
  public final List<Claim> claims = new CopyOnWriteArrayList<>();

  /** Workflow ids of open tasks that were triggered, in no order. */
  public final Set<String> triggered = new ConcurrentSkipListSet<>();

  public int counts;

  /** The problems of tasks that were started as failing, by workflow id. */
  public final Map<String, Problem> failing = new ConcurrentSkipListMap<>();

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

  /** From now on every request for this tag fails. */
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
  public void startOrTrigger(Destination destination, Claim claim) {
    claims.add(claim);
    if (!trigger(destination)) {
      started.add(id(destination));
    }
  }

  @Override
  public boolean startUnlessOpen(Destination destination, Claim claim) {
    take(id(destination));
    claims.add(claim);
    return !open.containsKey(id(destination)) && started.add(id(destination));
  }

  @Override
  public void startFailing(Destination destination, Claim claim, Problem problem) {
    take(id(destination));
    claims.add(claim);
    if (!open.containsKey(id(destination))) {
      failing.put(id(destination), problem);
    }
  }

  @Override
  public List<OpenTask> open() {
    return List.copyOf(open.values());
  }

  @Override
  public List<OpenTask> waitingFor(String registry) {
    return open.values().stream().filter(task -> task.waitsFor().equals(registry)).toList();
  }

  @Override
  public long retrying() {
    counts++;
    return open.keySet().stream().filter(id -> !triggered.contains(id)).count();
  }

  private void take(String workflowId) {
    if (refused.contains(workflowId)) {
      throw new IllegalStateException("Temporal refuses the request");
    }
  }
}
