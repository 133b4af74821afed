package org.openshift.ci.mirror.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What was measured, by contestant and round. */
public final class Scoreboard {

  private final Map<String, Map<Integer, Measurement>> measurements = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();

  /** Notes a contestant's turn. */
  public void add(String contestant, int round, Measurement measurement) {
    measurements.computeIfAbsent(contestant, name -> new TreeMap<>()).put(round, measurement);
  }

  /** Notes that a contestant did not do its work; the first reason is kept. */
  public void addFailure(String contestant, int round, String reason) {
    measurements.computeIfAbsent(contestant, name -> new TreeMap<>());
    failures.putIfAbsent(contestant, "round " + round + ": " + reason);
  }

  /** Who took part, in the order of the turns. */
  public List<String> contestants() {
    return List.copyOf(measurements.keySet());
  }

  /** Why contestants failed, by contestant. */
  public Map<String, String> failures() {
    return Map.copyOf(failures);
  }

  /** How many turns of a contestant were measured. */
  public int rounds(String contestant) {
    return of(contestant).size();
  }

  /** One figure of each measured turn of a contestant, in the order of rounds. */
  public List<Double> values(String contestant, ToDoubleFunction<Measurement> figure) {
    return of(contestant).values().stream().map(figure::applyAsDouble).toList();
  }

  /** Median of a contestant's processor time for one unit; empty when it is not known. */
  public OptionalDouble cpuSecondsPerUnit(String contestant) {
    List<Double> known =
        of(contestant).values().stream()
            .filter(measurement -> measurement.cpuSeconds().isPresent())
            .map(measurement -> measurement.cpuSeconds().getAsDouble() / measurement.units())
            .toList();
    return Statistics.median(known);
  }

  /**
   * How a contestant stands to another: the median of the ratios within each round, so that a
   * machine that is slow for a while slows both sides of a ratio. Empty when they share no round.
   */
  public OptionalDouble ratio(
      String contestant, String reference, ToDoubleFunction<Measurement> figure) {
    Map<Integer, Measurement> references = of(reference);
    List<Double> ratios = new ArrayList<>();
    of(contestant)
        .forEach(
            (round, measurement) -> {
              Measurement other = references.get(round);
              if (other != null) {
                ratios.add(figure.applyAsDouble(measurement) / figure.applyAsDouble(other));
              }
            });
    return Statistics.median(ratios);
  }

  private Map<Integer, Measurement> of(String contestant) {
    return measurements.getOrDefault(contestant, Map.of());
  }
}
