package org.openshift.ci.mirror.simulation;

import java.util.ArrayList;
import java.util.List;

/** The workers, of which at least one is always up. */
final class Workers {

  private final SimulatedWorld world;
  private final List<SimulatedWorker> all = new ArrayList<>();

  Workers(SimulatedWorld world, int count, RuleSet rules) {
    this.world = world;
    for (int i = 1; i <= count; i++) {
      all.add(new SimulatedWorker("worker-" + i, rules, world));
    }
    all.forEach(this::report);
  }

  List<SimulatedWorker> all() {
    return all;
  }

  /** The worker that gets a task; any that is up. */
  synchronized SimulatedWorker pick(String what) {
    List<SimulatedWorker> up = all.stream().filter(SimulatedWorker::up).toList();
    return world.dice().oneOf("worker for " + what, up);
  }

  /** Stops a worker; false when it is the last one or stopped already. */
  synchronized boolean freeze(SimulatedWorker worker) {
    if (!worker.up() || all.stream().filter(SimulatedWorker::up).count() < 2) {
      return false;
    }
    worker.up(false);
    world.register().silent(worker.name());
    world.truth().changed();
    return true;
  }

  /** Lets a stopped worker go on. */
  synchronized void goOn(SimulatedWorker worker) {
    worker.up(true);
    report(worker);
    world.truth().changed();
  }

  /** Gives a worker rules with their version number; it reports them and reviews open tasks. */
  void rules(SimulatedWorker worker, RuleSet rules, int number) {
    synchronized (this) {
      if (!worker.take(rules, number) || !worker.up()) {
        return;
      }
      report(worker);
    }
    world.truth().changed();
    world.findings().tell(worker.name() + " has the rules " + rules.switches());
    if (world.mutation() != Mutation.NO_REVIEW) {
      worker.activities().review();
    }
    world.listAll(worker);
  }

  private void report(SimulatedWorker worker) {
    world.register().report(worker.name(), worker.owners().rulesVersion(), worker.rules());
  }
}
