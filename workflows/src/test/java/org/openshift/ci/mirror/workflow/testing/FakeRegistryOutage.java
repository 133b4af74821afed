package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.model.RegistryOutage;

/**
 * A registry that serves again at once, unless a test says otherwise, and tasks that wait for it.
 */
public final class FakeRegistryOutage implements RegistryOutageActivities {

  private final List<RegistryOutage> awaited = new CopyOnWriteArrayList<>();
  private final List<String> woken = new CopyOnWriteArrayList<>();
  private final AtomicInteger wakes = new AtomicInteger();
  private volatile FakeRegistries.Hook onAwait = call -> {};
  private volatile IntPredicate serves = call -> true;
  private volatile IntUnaryOperator waiting = call -> 0;

  FakeRegistryOutage() {}

  /** Sets what happens during a wait for the registry. */
  public void onAwait(FakeRegistries.Hook hook) {
    onAwait = hook;
  }

  /** Sets whether the registry serves after each wait, counted from 1. */
  public void serves(IntPredicate waits) {
    serves = waits;
  }

  /** Sets how many tasks wait at each list of open tasks, counted from 1. */
  public void waiting(IntUnaryOperator tasks) {
    waiting = tasks;
  }

  /** The outage of each wait. */
  public List<RegistryOutage> awaited() {
    return List.copyOf(awaited);
  }

  /** The registry of each list of open tasks. */
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
