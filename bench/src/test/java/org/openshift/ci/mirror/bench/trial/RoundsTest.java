package org.openshift.ci.mirror.bench.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.measure.Scoreboard;

class RoundsTest {

  private static final int WARM_UPS = 2;

  private final List<String> events = new ArrayList<>();

  @Test
  void contestantsTakeTurnsOnAFreshCourseEach() throws InterruptedException {
    Scoreboard scores = run(2, new Fake("a", false, 5), new Fake("b", false, 5));
    assertEquals(
        List.of(
            "course",
            "a",
            "checked 5",
            "a closed",
            "course closed",
            "course",
            "b",
            "checked 5",
            "b closed",
            "course closed",
            "course",
            "a",
            "checked 5",
            "a closed",
            "course closed",
            "course",
            "b",
            "checked 5",
            "b closed",
            "course closed"),
        events);
    assertEquals(2, scores.rounds("a"));
    assertEquals(OptionalDouble.of(0.2), scores.cpuSecondsPerUnit("a"));
  }

  @Test
  void warmUpsAreNotCounted() throws InterruptedException {
    Scoreboard scores = run(1, new Fake("a", true, 5));
    assertEquals(WARM_UPS + 1, events.stream().filter("a"::equals).count());
    assertEquals(1, scores.rounds("a"));
  }

  @Test
  void aContestantThatDoesNotDoItsWorkIsNotMeasuredAndTheOthersGoOn() throws InterruptedException {
    Scoreboard scores = run(1, new Fake("lazy", false, 4), new Fake("b", false, 5));
    assertEquals(0, scores.rounds("lazy"));
    assertEquals("round 1: 4 instead of 5", scores.failures().get("lazy"));
    assertEquals(1, scores.rounds("b"));
  }

  private Scoreboard run(int rounds, Fake... contestants) throws InterruptedException {
    return new Rounds<>(List.of(contestants), FakeCourse::new, line -> {}).run(WARM_UPS, rounds);
  }

  private final class FakeCourse implements Fixture<String> {
    FakeCourse() {
      events.add("course");
    }

    @Override
    public String job() {
      return "job";
    }

    @Override
    public void check(long units) {
      if (units != 5) {
        throw new BenchException(units + " instead of 5");
      }
      events.add("checked " + units);
    }

    @Override
    public void close() {
      events.add("course closed");
    }
  }

  private final class Fake implements Tool<String> {
    private final String name;
    private final boolean warmUp;
    private final long units;

    Fake(String name, boolean warmUp, long units) {
      this.name = name;
      this.warmUp = warmUp;
      this.units = units;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean needsWarmUp() {
      return warmUp;
    }

    @Override
    public Trial prepare(String job) {
      return new Trial() {
        private double used;

        @Override
        public long perform() {
          events.add(name);
          used = 1;
          return units;
        }

        @Override
        public CpuClock cpuClock() {
          return () -> OptionalDouble.of(used);
        }

        @Override
        public void close() {
          events.add(name + " closed");
        }
      };
    }
  }
}
