package org.openshift.ci.mirror.bench.trial;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Measurement;
import org.openshift.ci.mirror.bench.measure.Scoreboard;

/**
 * Lets contestants take turns: each once in every round (A B C, A B C, …), so that a machine that
 * drifts drifts for all of them.
 *
 * @param <J> the job
 */
public final class Rounds<J> {

  private static final int WARM_UP = 0;

  private final List<? extends Tool<J>> contestants;
  private final Supplier<? extends Fixture<J>> courses;
  private final Consumer<String> progress;
  private final Scoreboard scores = new Scoreboard();

  /**
   * @param courses makes a fresh course for each turn
   * @param progress hears a line about each turn
   */
  public Rounds(
      List<? extends Tool<J>> contestants,
      Supplier<? extends Fixture<J>> courses,
      Consumer<String> progress) {
    this.contestants = List.copyOf(contestants);
    this.courses = courses;
    this.progress = progress;
  }

  /**
   * Runs so many rounds; a contestant that fails is noted, and the others go on.
   *
   * @param warmUps turns before, that do not count, of those contestants that need them
   */
  public Scoreboard run(int warmUps, int rounds) throws InterruptedException {
    for (int i = 0; i < warmUps; i++) {
      for (Tool<J> contestant : contestants) {
        if (contestant.needsWarmUp()) {
          turn(contestant, WARM_UP);
        }
      }
    }
    for (int round = 1; round <= rounds; round++) {
      for (Tool<J> contestant : contestants) {
        turn(contestant, round);
      }
    }
    return scores;
  }

  private void turn(Tool<J> contestant, int round) throws InterruptedException {
    String title = round == WARM_UP ? "warm-up" : "round " + round;
    try {
      Measurement measurement = measure(contestant, title);
      if (round != WARM_UP) {
        scores.add(contestant.name(), round, measurement);
      }
    } catch (BenchException | IOException e) {
      scores.addFailure(contestant.name(), round, e.getMessage());
      progress.accept("%s: %s failed: %s".formatted(title, contestant.name(), e.getMessage()));
    }
  }

  private Measurement measure(Tool<J> contestant, String title)
      throws IOException, InterruptedException {
    try (Fixture<J> course = courses.get();
        Trial turn = contestant.prepare(course.job())) {
      CpuClock cpu = turn.cpuClock();
      OptionalDouble cpuBefore = cpu.seconds();
      long start = System.nanoTime();
      long units = turn.perform();
      double seconds = (System.nanoTime() - start) / 1e9;
      OptionalDouble cpuAfter = cpu.seconds();
      String remark = turn.remark();
      course.check(units);
      progress.accept(
          "%s: %s %s s%s"
              .formatted(
                  title,
                  contestant.name(),
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
