package org.openshift.ci.mirror.bench.trial;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Measurement;
import org.openshift.ci.mirror.bench.measure.Measurements;

/**
 * Runs trials in rounds: each tool once in every round (A B C, A B C, …), so that a machine that
 * slows down slows down all of them.
 *
 * @param <J> the job
 */
public final class Rounds<J> {

  private static final int WARM_UP = 0;

  private final List<? extends Tool<J>> tools;
  private final Supplier<? extends Fixture<J>> fixtures;
  private final Consumer<String> progress;
  private final Measurements measurements = new Measurements();

  /**
   * @param fixtures makes a new fixture for each trial
   * @param progress receives a line about each trial
   */
  public Rounds(
      List<? extends Tool<J>> tools,
      Supplier<? extends Fixture<J>> fixtures,
      Consumer<String> progress) {
    this.tools = List.copyOf(tools);
    this.fixtures = fixtures;
    this.progress = progress;
  }

  /**
   * Runs the rounds. The failure of a tool is recorded, and the others go on.
   *
   * @param warmUps trials that are not measured, before the rounds, of each tool that needs warm-up
   */
  public Measurements run(int warmUps, int rounds) throws InterruptedException {
    for (int i = 0; i < warmUps; i++) {
      for (Tool<J> tool : tools) {
        if (tool.needsWarmUp()) {
          run(tool, WARM_UP);
        }
      }
    }
    for (int round = 1; round <= rounds; round++) {
      for (Tool<J> tool : tools) {
        run(tool, round);
      }
    }
    return measurements;
  }

  private void run(Tool<J> tool, int round) throws InterruptedException {
    String title = round == WARM_UP ? "warm-up" : "round " + round;
    try {
      Measurement measurement = measure(tool, title);
      if (round != WARM_UP) {
        measurements.add(tool.name(), round, measurement);
      }
    } catch (BenchException | IOException e) {
      measurements.addFailure(tool.name(), round, e.getMessage());
      progress.accept("%s: %s failed: %s".formatted(title, tool.name(), e.getMessage()));
    }
  }

  private Measurement measure(Tool<J> tool, String title) throws IOException, InterruptedException {
    try (Fixture<J> fixture = fixtures.get();
        Trial trial = tool.prepare(fixture.job())) {
      CpuClock cpu = trial.cpuClock();
      OptionalDouble cpuBefore = cpu.seconds();
      long start = System.nanoTime();
      long units = trial.perform();
      double seconds = (System.nanoTime() - start) / 1e9;
      OptionalDouble cpuAfter = cpu.seconds();
      String remark = trial.remark();
      fixture.check(units);
      progress.accept(
          "%s: %s %s s%s"
              .formatted(
                  title,
                  tool.name(),
                  Figures.number(seconds),
                  remark.isEmpty() ? "" : " (" + remark + ")"));
      return new Measurement(units, seconds, difference(cpuBefore, cpuAfter));
    }
  }

  private static OptionalDouble difference(OptionalDouble before, OptionalDouble after) {
    return before.isPresent() && after.isPresent()
        ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
        : OptionalDouble.empty();
  }
}
