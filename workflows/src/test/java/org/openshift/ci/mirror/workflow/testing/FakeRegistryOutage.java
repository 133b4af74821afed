package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.model.RegistryOutage;

/** A registry that serves again at once, unless a test holds it up, and tasks that wait for it. */
public final class FakeRegistryOutage implements RegistryOutageActivities {

  private final List<RegistryOutage> awaited = new CopyOnWriteArrayList<>();
  private final List<String> woken = new CopyOnWriteArrayList<>();
  private final AtomicInteger wakes = new AtomicInteger();
  private volatile FakeRegistries.Hook onAwait = call -> {};
  private volatile IntPredicate serves = call -> true;
  private volatile IntUnaryOperator waiting = call -> 0;

  FakeRegistryOutage() {}

  /** Before the registry serves. */
  public void onAwait(FakeRegistries.Hook hook) {
    onAwait = hook;
  }

  /** Whether each wait for the registry, counted from 1, ends because the registry serves. */
  public void serves(IntPredicate waits) {
    serves = waits;
  }

  /** How many tasks wait for the registry at each list, counted from 1. */
  public void waiting(IntUnaryOperator tasks) {
    waiting = tasks;
  }

  /** What was waited for, each time. */
  public List<RegistryOutage> awaited() {
    return List.copyOf(awaited);
  }

  /** The registries whose tasks were woken, each time. */
  public List<String> woken() {
    return List.copyOf(woken);
  }

  @Override
  public boolean awaitRegistry(RegistryOutage outage) {
    awaited.add(outage);
    int call = awaited.size();
    onAwait.before(call);
    return serves.test(call);
  }

  @Override
  public int wakeTasks(String registry) {
    int tasks = waiting.applyAsInt(wakes.incrementAndGet());
    woken.add(registry);
    return tasks;
  }
}
