package org.openshift.ci.mirror.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The measurements of all tools, by tool and round. */
public final class Measurements {

  private final Map<String, Map<Integer, Measurement>> byTool = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();

  /** Adds the result of a trial. */
  public void add(String tool, int round, Measurement measurement) {
    byTool.computeIfAbsent(tool, name -> new TreeMap<>()).put(round, measurement);
  }

  /** Adds a failed trial; only the first failure of a tool is kept. */
  public void addFailure(String tool, int round, String reason) {
    byTool.computeIfAbsent(tool, name -> new TreeMap<>());
    failures.putIfAbsent(tool, "round " + round + ": " + reason);
  }

  /** The names of the tools, in the order of their trials. */
  public List<String> tools() {
    return List.copyOf(byTool.keySet());
  }

  /** The first failure of each tool that failed, by tool. */
  public Map<String, String> failures() {
    return Map.copyOf(failures);
  }

  /** The number of measured trials of a tool. */
  public int rounds(String tool) {
    return of(tool).size();
  }

  /** One figure of each measured trial of a tool, in the order of rounds. */
  public List<Double> values(String tool, ToDoubleFunction<Measurement> figure) {
    return of(tool).values().stream().map(figure::applyAsDouble).toList();
  }

  /** The median of a tool's processor time for each unit; empty if it is not known. */
  public OptionalDouble cpuSecondsPerUnit(String tool) {
    List<Double> known =
        of(tool).values().stream()
            .filter(measurement -> measurement.cpuSeconds().isPresent())
            .map(measurement -> measurement.cpuSeconds().getAsDouble() / measurement.units())
            .toList();
    return Statistics.median(known);
  }

  /**
   * Compares a tool with another: the median of the ratios within each round, because a machine
   * that is slow for a while slows down both sides of such a ratio. Empty if they share no round.
   */
  public OptionalDouble ratio(String tool, String reference, ToDoubleFunction<Measurement> figure) {
    Map<Integer, Measurement> references = of(reference);
    List<Double> ratios = new ArrayList<>();
    of(tool)
        .forEach(
            (round, measurement) -> {
              Measurement other = references.get(round);
              if (other != null) {
                ratios.add(figure.applyAsDouble(measurement) / figure.applyAsDouble(other));
              }
            });
    return Statistics.median(ratios);
  }

  private Map<Integer, Measurement> of(String tool) {
    return byTool.getOrDefault(tool, Map.of());
  }
}
