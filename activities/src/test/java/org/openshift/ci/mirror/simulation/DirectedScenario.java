package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.simulation.Findings.Promise;
import org.openshift.ci.mirror.simulation.RuleSet.Switch;

/**
 * The interleaving for which a rule of the protocol exists: with the rule all promises hold,
 * without it one is broken.
 *
 * @param atStake the promise that is broken without the rule
 * @param plan puts the events on the timeline
 */
record DirectedScenario(Promise atStake, BiConsumer<SimulatedWorld, Happenings> plan)
    implements Scenario {

  private static final TagReference A = TagReference.parse("ocp/a:1");
  private static final TagReference B = TagReference.parse("ocp/b:1");
  private static final String AT_A = Places.pullSpec(Destination.mirror(A));

  /** The scenario for the rule that the mutation leaves out. */
  static DirectedScenario of(Mutation mutation) {
    return switch (mutation) {
      case NONE -> throw new IllegalArgumentException("no rule is left out");
      case FENCE_ALWAYS_PASSES ->
          new DirectedScenario(Promise.ONE_WRITER, DirectedScenario::frozen);
      case GUARD_NEVER_ASKS -> new DirectedScenario(Promise.NEVER_OLDER, DirectedScenario::moved);
      case BY_HAND_IS_A_WATCHED_TAG ->
          new DirectedScenario(Promise.NEVER_OLDER, DirectedScenario::byHand);
      case NO_REVIEW -> new DirectedScenario(Promise.NO_STRAY_TASK, DirectedScenario::ignoredLater);
      case HINTS_CARRY_DIGESTS ->
          new DirectedScenario(Promise.MIRRORED_OR_PARKED, DirectedScenario::hintLost);
      case REGISTER_IGNORED ->
          new DirectedScenario(Promise.NEVER_OLDER, DirectedScenario::rolledOut);
      case OUTAGE_WAKE_LOST ->
          new DirectedScenario(Promise.MIRRORED_OR_PARKED, DirectedScenario::outage);
      case MISSING_PARKS_AT_ONCE ->
          new DirectedScenario(Promise.MIRRORED_OR_PARKED, DirectedScenario::hiccup);
    };
  }

  /** A worker freezes while it sends blobs; another one finishes; the first wakes. */
  private static void frozen(SimulatedWorld world, Happenings happenings) {
    at(
        world,
        60,
        () -> {
          world.once("transfer", AT_A, () -> Attempt.current().freeze(Duration.ofMinutes(2)));
          happenings.move(A);
        });
  }

  /** The tag moves while its image is on its way, for longer than any claim is good. */
  private static void moved(SimulatedWorld world, Happenings happenings) {
    at(
        world,
        60,
        () -> {
          world.once(
              "transfer",
              AT_A,
              () -> {
                happenings.move(A);
                world.timeline().pass(Duration.ofSeconds(60));
              });
          happenings.move(A);
        });
  }

  /** A person triggers destinations that are ignored, unwatched, or owned by other rules. */
  private static void byHand(SimulatedWorld world, Happenings happenings) {
    at(world, 60, () -> Places.DESTINATIONS.forEach(happenings::trigger));
  }

  /** A tag without image has a parked task, and is ignored later. */
  private static void ignoredLater(SimulatedWorld world, Happenings happenings) {
    at(world, 60, () -> happenings.empty(A));
    at(world, 120, () -> happenings.flip(Switch.TAG_IGNORED, List.of(0, 5, 9)));
  }

  /** A tag moves, and no hint arrives before the next resync. */
  private static void hintLost(SimulatedWorld world, Happenings happenings) {
    at(
        world,
        60,
        () -> {
          world.loseHints(true);
          happenings.move(A);
          world.loseHints(false);
        });
  }

  /** An entry takes over a watched tag, and two workers hear of it minutes later. */
  private static void rolledOut(SimulatedWorld world, Happenings happenings) {
    at(world, 60, () -> happenings.flip(Switch.ENTRY_OVER_WATCHED_TAG, List.of(0, 200, 200)));
    for (int second = 80; second < 240; second += 16) {
      at(world, second, () -> happenings.move(B));
    }
  }

  /** The target is read-only while a tag moves. */
  private static void outage(SimulatedWorld world, Happenings happenings) {
    at(world, 60, () -> happenings.outage(Places.TARGET_HOST, Duration.ofSeconds(100), true));
    at(world, 70, () -> happenings.move(A));
  }

  /**
   * The registry of a source answers 404 for some seconds, at the moment when the task goes on that
   * waited for the target. A task that had not read its source yet would be helped by a sweep.
   */
  private static void hiccup(SimulatedWorld world, Happenings happenings) {
    at(world, 60, () -> happenings.outage(Places.TARGET_HOST, Duration.ofSeconds(100), true));
    at(world, 61, () -> happenings.moveExternal(Places.EXTERNAL));
    at(world, 62, () -> happenings.trigger(Destination.mirror(TagReference.parse("side/ext:1"))));
    at(
        world,
        155,
        () -> world.registries().faults().hiccup(Places.EXTERNAL, Duration.ofSeconds(30)));
  }

  private static void at(SimulatedWorld world, int second, Runnable action) {
    world.timeline().at(second * 1000L, action);
  }

  @Override
  public Duration faultsFor() {
    return Duration.ofMinutes(5);
  }

  @Override
  public boolean random() {
    return false;
  }

  @Override
  public void plan(SimulatedWorld world, Happenings happenings) {
    RandomScenario.begin(world.dice(), happenings);
    plan.accept(world, happenings);
  }
}
