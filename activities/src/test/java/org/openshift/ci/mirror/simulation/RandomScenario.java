package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.simulation.RuleSet.Switch;

/** Ten minutes of random events and faults. */
final class RandomScenario implements Scenario {

  private static final int SECONDS = 600;
  private static final int EVENTS = 30;

  @Override
  public Duration faultsFor() {
    return Duration.ofSeconds(SECONDS);
  }

  @Override
  public boolean random() {
    return true;
  }

  @Override
  public void plan(SimulatedWorld world, Happenings happenings) {
    Dice dice = world.dice();
    begin(dice, happenings);
    for (int i = 0; i < EVENTS; i++) {
      int number = i;
      world
          .timeline()
          .at(
              dice.between("when", 0, SECONDS * 1000),
              () -> event(dice, "event " + number, happenings));
    }
  }

  /** Creates the images that exist in the beginning. */
  static void begin(Dice dice, Happenings happenings) {
    Places.STREAM_TAGS.forEach(
        tag -> {
          if (!tag.name().equals("x") || dice.happens("conflict", 0.4)) {
            happenings.move(tag);
          }
        });
    happenings.moveExternal(Places.EXTERNAL);
    happenings.moveExternal(Places.FIXED_EXTERNAL);
    happenings.moveExternal(Places.TARGET + ":ocp_back_1");
  }

  private static void event(Dice dice, String about, Happenings happenings) {
    int kind = dice.between(about, 0, 99);
    TagReference tag = dice.oneOf(about + " tag", Places.STREAM_TAGS);
    if (kind < 34) {
      happenings.move(tag);
    } else if (kind < 40) {
      happenings.comeBack(tag, dice.next(about + " which"));
    } else if (kind < 46) {
      happenings.remove(tag);
    } else if (kind < 49) {
      happenings.empty(tag);
    } else if (kind < 54) {
      happenings.moveExternal(
          dice.oneOf(
              about + " image",
              List.of(Places.EXTERNAL, Places.FIXED_EXTERNAL, Places.TARGET + ":ocp_back_1")));
    } else if (kind < 66) {
      happenings.flip(
          dice.oneOf(about + " switch", List.of(Switch.values())),
          List.of(
              dice.between(about + " 1", 0, 90),
              dice.between(about + " 2", 0, 90),
              dice.between(about + " 3", 0, 90)));
    } else if (kind < 73) {
      outage(dice, about, happenings);
    } else if (kind < 86) {
      happenings.trigger(dice.oneOf(about + " destination", Places.DESTINATIONS));
    } else if (kind < 92) {
      happenings.sweep(dice.oneOf(about + " kind", List.of(SweepKind.values())));
    } else if (kind < 94) {
      happenings.prune(tag);
    } else if (kind < 97) {
      happenings.longList();
    } else {
      happenings.collectGarbage();
    }
  }

  private static void outage(Dice dice, String about, Happenings happenings) {
    String host =
        dice.oneOf(
            about + " host",
            List.of(
                Places.TARGET_HOST, Places.TARGET_HOST, Places.SOURCE_HOST, Places.EXTERNAL_HOST));
    happenings.outage(
        host,
        Duration.ofSeconds(dice.between(about + " long", 20, 180)),
        host.equals(Places.TARGET_HOST) && dice.happens(about + " writes", 0.6));
  }
}
