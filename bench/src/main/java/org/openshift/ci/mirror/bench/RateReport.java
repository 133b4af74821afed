package org.openshift.ci.mirror.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Measurement;
import org.openshift.ci.mirror.bench.measure.Scoreboard;
import org.openshift.ci.mirror.bench.measure.Statistics;
import org.openshift.ci.mirror.bench.measure.Table;

/**
 * The table of a measurement whose figure is a rate: more is better, in the ratios too.
 *
 * @param title what was measured
 * @param unit header of the rate
 * @param measuredUnits how many of the measured units one such unit is
 * @param references contestants to whom all are compared, where they took part
 * @param notes lines below the table
 */
record RateReport(
    String title, String unit, int measuredUnits, List<String> references, List<String> notes) {

  Table table(Scoreboard scores) {
    List<String> compared = references.stream().filter(name -> scores.rounds(name) > 0).toList();
    List<String> headers = new ArrayList<>(List.of("contestant", unit, "min", "max"));
    compared.forEach(name -> headers.add("× " + name));
    headers.add("cpu-ms each");
    List<List<String>> rows = new ArrayList<>();
    for (String name : scores.contestants()) {
      List<Double> rates = scores.values(name, measurement -> measurement.rate() / measuredUnits);
      String failed = scores.failures().containsKey(name) ? " (failed)" : "";
      List<String> row = new ArrayList<>();
      row.add(name + failed);
      row.add(Figures.number(Statistics.median(rates)));
      row.add(Figures.smallest(rates));
      row.add(Figures.largest(rates));
      for (String reference : compared) {
        row.add(Figures.number(scores.ratio(name, reference, Measurement::rate)));
      }
      OptionalDouble cpu = scores.cpuSecondsPerUnit(name);
      row.add(
          cpu.isPresent()
              ? Figures.number(cpu.getAsDouble() * measuredUnits * 1000)
              : Figures.NONE);
      rows.add(row);
    }
    return new Table(title, headers, rows, notes);
  }
}
