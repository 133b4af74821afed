package org.openshift.ci.mirror.bench.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.measure.Measurements;

class RoundsTest {

  private static final int WARM_UPS = 2;

  private final List<String> events = new ArrayList<>();

  @Test
  void everyTrialGetsANewFixtureAndToolsAlternate() throws InterruptedException {
    Measurements measurements = run(2, new Fake("a", false, 5), new Fake("b", false, 5));
    assertEquals(
        List.of(
            "fixture",
            "a",
            "checked 5",
            "a closed",
            "fixture closed",
            "fixture",
            "b",
            "checked 5",
            "b closed",
            "fixture closed",
            "fixture",
            "a",
            "checked 5",
            "a closed",
            "fixture closed",
            "fixture",
            "b",
            "checked 5",
            "b closed",
            "fixture closed"),
        events);
    assertEquals(2, measurements.rounds("a"));
    assertEquals(OptionalDouble.of(0.2), measurements.cpuSecondsPerUnit("a"));
  }

  @Test
  void warmUpsAreNotCounted() throws InterruptedException {
    Measurements measurements = run(1, new Fake("a", true, 5));
    assertEquals(WARM_UPS + 1, events.stream().filter("a"::equals).count());
    assertEquals(1, measurements.rounds("a"));
  }

  @Test
  void aToolThatDoesNotDoItsJobIsNotMeasuredAndTheOthersGoOn() throws InterruptedException {
    Measurements measurements = run(1, new Fake("lazy", false, 4), new Fake("b", false, 5));
    assertEquals(0, measurements.rounds("lazy"));
    assertEquals("round 1: 4 instead of 5", measurements.failures().get("lazy"));
    assertEquals(1, measurements.rounds("b"));
  }

  private Measurements run(int rounds, Fake... tools) throws InterruptedException {
    return new Rounds<>(List.of(tools), FakeFixture::new, line -> {}).run(WARM_UPS, rounds);
  }

  private final class FakeFixture implements Fixture<String> {
    FakeFixture() {
      events.add("fixture");
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
      events.add("fixture closed");
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
