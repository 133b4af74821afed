package org.openshift.ci.mirror.simulation;

import java.util.Optional;
import org.openshift.ci.mirror.activity.SimulatedActivities;
import org.openshift.ci.mirror.activity.claim.RulesRegister;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.ownership.DestinationOwners;

/** A worker: its own version of the configuration, and the real code of its activities. */
final class SimulatedWorker {

  /** How old an answer of the register may be that need not be asked anew. */
  private static final int ANSWER_IS_GOOD_MILLIS = 2_000;

  private final String name;
  private final DestinationOwners owners;
  private final SimulatedActivities activities;
  private volatile RuleSet rules;
  private int newest;
  private boolean up = true;

  SimulatedWorker(String name, RuleSet rules, SimulatedWorld world) {
    this.name = name;
    this.rules = rules;
    this.owners =
        new DestinationOwners(
            () -> this.rules.config(),
            () -> this.rules.rules(),
            world.cluster().seenBy(name, world),
            Places.MIRROR);
    DestinationOwners used = owners;
    RulesRegister register =
        askAnew ->
            world
                .register()
                .newest(
                    askAnew ? 0 : world.dice().between("answer " + name, 0, ANSWER_IS_GOOD_MILLIS));
    if (world.mutation() == Mutation.REGISTER_IGNORED) {
      register = askAnew -> Optional.empty();
    }
    if (world.mutation() == Mutation.BY_HAND_IS_A_WATCHED_TAG) {
      RuleSet everything = RuleSet.everythingWatched();
      register = askAnew -> Optional.empty();
      used =
          new DestinationOwners(
              everything::config,
              everything::rules,
              world.cluster().seenBy(name, world),
              Places.MIRROR);
    }
    StandingWorkflows standing = new StandingWorkflows(world.client(), MirrorMode.REAL);
    this.activities =
        new SimulatedActivities(
            used,
            world.registries(),
            register,
            outage -> {
              world.findings().count("outages told");
              standing.refused(outage);
            },
            world.time()::nanos,
            world.tasks());
  }

  String name() {
    return name;
  }

  SimulatedActivities activities() {
    return activities;
  }

  DestinationOwners owners() {
    return owners;
  }

  RuleSet rules() {
    return rules;
  }

  /** Takes over rules; false when the worker has newer ones. */
  synchronized boolean take(RuleSet newRules, int number) {
    if (number < newest) {
      return false;
    }
    newest = number;
    rules = newRules;
    return true;
  }

  boolean up() {
    return up;
  }

  void up(boolean nowUp) {
    up = nowUp;
  }
}
