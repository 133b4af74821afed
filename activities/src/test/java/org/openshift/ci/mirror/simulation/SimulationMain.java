package org.openshift.ci.mirror.simulation;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs many seeds and prints a report, or one seed and prints its story. */
public final class SimulationMain {

  private static final PrintStream OUT = System.out;

  private static final int REPLAYS = 10;

  private SimulationMain() {}

  private static final class Options {
    private long first = 1;
    private long seeds = 2_000;
    private boolean story;
    private int times = 1;
    private boolean rules;
    private Mutation mutation = Mutation.NONE;
    private boolean directed;

    private Options(String[] arguments) {
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--seeds" -> seeds = Long.parseLong(arguments[++i]);
          case "--first" -> first = Long.parseLong(arguments[++i]);
          case "--seed" -> {
            first = Long.parseLong(arguments[++i]);
            seeds = 1;
            story = true;
            times = REPLAYS;
          }
          case "--without" -> mutation = Mutation.valueOf(arguments[++i].toUpperCase(Locale.ROOT));
          case "--directed" -> directed = true;
          case "--rules" -> rules = true;
          case "" -> {}
          default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
        }
      }
    }

    private Scenario scenario() {
      return directed ? DirectedScenario.of(mutation) : new RandomScenario();
    }
  }

  /** Runs with the arguments of {@code hack/simulate.sh}; false when a promise was broken. */
  static boolean run(String... arguments) {
    try (QuietLogs _ = new QuietLogs()) {
      Options options = new Options(arguments);
      return options.rules ? everyRuleIsNeeded(options.first) : run(options);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      OUT.println("see hack/simulate.sh --help: " + e.getMessage());
      return false;
    }
  }

  /** For an IDE. */
  public static void main(String[] arguments) {
    System.exit(run(arguments) ? 0 : 1);
  }

  private static boolean run(Options options) {
    long began = System.nanoTime();
    long steps = 0;
    long bad = 0;
    long stuck = 0;
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = options.first; seed < options.first + options.seeds; seed++) {
      Simulation.Report report;
      try {
        report = run(seed, options);
      } catch (Simulation.ServerStuckException e) {
        stuck++;
        OUT.printf("seed %d is left out: %s%n", seed, e.getMessage());
        continue;
      }
      steps += report.steps();
      report.counts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
      if (options.story) {
        report.story().forEach(OUT::println);
      }
      if (!report.violations().isEmpty()) {
        bad++;
        OUT.println(report.inWords());
      }
      long done = seed - options.first + 1;
      if (done % 100 == 0) {
        OUT.printf("%d seeds, %d with a violation, %.0f s%n", done, bad, seconds(began));
      }
    }
    OUT.printf(
        "%n%d seeds, %d left out, %d steps, %d with a violation, %.1f s (%.2f seeds/s)%n",
        options.seeds, stuck, steps, bad, seconds(began), options.seeds / seconds(began));
    counts.forEach((kind, count) -> OUT.printf("  %8d  %s%n", count, kind));
    return bad == 0;
  }

  /** The seed does not decide the order of threads, so one seed is repeated until it fails. */
  private static Simulation.Report run(long seed, Options options) {
    Simulation.Report report = null;
    for (int i = 0; i < options.times && (report == null || report.violations().isEmpty()); i++) {
      report = new Simulation(seed, options.mutation, options.scenario()).run();
    }
    return report;
  }

  /** Runs each directed scenario with its rule and without it. */
  private static boolean everyRuleIsNeeded(long seed) {
    boolean all = true;
    for (Mutation mutation : Mutation.values()) {
      if (mutation != Mutation.NONE) {
        DirectedScenario scenario = DirectedScenario.of(mutation);
        var with = new Simulation(seed, Mutation.NONE, scenario).run().violations();
        Simulation.Report without = new Simulation(seed, mutation, scenario).run();
        boolean found = without.violates(scenario.atStake());
        OUT.printf(
            "%-26s with the rule: %s; without: %s%n",
            mutation,
            with.isEmpty() ? "holds" : with,
            found ? "found " + without.violations().getFirst() : "NOT FOUND");
        all &= with.isEmpty() && found;
      }
    }
    return all;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
