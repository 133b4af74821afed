package org.openshift.ci.mirror.simulation;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs many seeds and prints a report, or one seed and prints its story. */
public final class SimulationMain {

  private static final PrintStream OUT = System.out;

  private SimulationMain() {}

  /** Arguments: {@code --seeds N}, {@code --seed N}, {@code --first N}, {@code --without RULE}. */
  public static void main(String[] arguments) {
    long seeds = 2_000;
    long first = 1;
    boolean story = false;
    Mutation mutation = Mutation.NONE;
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--seeds" -> seeds = Long.parseLong(value);
        case "--first" -> first = Long.parseLong(value);
        case "--seed" -> {
          first = Long.parseLong(value);
          seeds = 1;
          story = true;
        }
        case "--without" -> mutation = Mutation.valueOf(value.toUpperCase(Locale.ROOT));
        default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
      }
    }
    System.exit(run(first, seeds, mutation, story) ? 0 : 1);
  }

  private static boolean run(long first, long seeds, Mutation mutation, boolean story) {
    long began = System.nanoTime();
    long steps = 0;
    long bad = 0;
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = first; seed < first + seeds; seed++) {
      Simulation.Report report = new Simulation(seed, mutation, new RandomScenario()).run();
      steps += report.steps();
      report.counts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
      if (story) {
        report.story().forEach(OUT::println);
      }
      if (!report.violations().isEmpty()) {
        bad++;
        OUT.println(report.inWords());
      }
      if ((seed - first + 1) % 100 == 0) {
        OUT.printf(
            "%d seeds, %d with a violation, %.0f s%n", seed - first + 1, bad, seconds(began));
      }
    }
    OUT.printf(
        "%n%d seeds, %d steps, %d with a violation, %.1f s (%.2f seeds/s)%n",
        seeds, steps, bad, seconds(began), seeds / seconds(began));
    counts.forEach((kind, count) -> OUT.printf("  %8d  %s%n", count, kind));
    return bad == 0;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
