package org.openshift.ci.mirror.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Measurement;
import org.openshift.ci.mirror.bench.measure.Measurements;
import org.openshift.ci.mirror.bench.measure.Statistics;
import org.openshift.ci.mirror.bench.measure.Table;

/**
 * The table of a measurement, with one row for each tool.
 *
 * @param title what was measured
 * @param unit header of the figure
 * @param figure the figure of one trial
 * @param ratio what the ratios between tools compare
 * @param references tools that all others are compared with, if they were measured
 * @param cpuUnit header of the processor time
 * @param cpuFactor converts seconds for each unit of a measurement to {@code cpuUnit}
 * @param notes lines below the table
 */
record ReportTable(
    String title,
    String unit,
    ToDoubleFunction<Measurement> figure,
    ToDoubleFunction<Measurement> ratio,
    List<String> references,
    String cpuUnit,
    double cpuFactor,
    List<String> notes) {

  /** A table of copies, in seconds: less is better, in the ratios too. */
  static ReportTable ofCopies(
      String title, ImageSet set, int rounds, List<String> references, List<String> notes) {
    double gigabytesPerTag = set.uniqueBytes() / 1e9 / (2.0 * set.images().size());
    return new ReportTable(
        String.format(
            Locale.ROOT,
            "%s: %d images, %s MB unique, two tags each, median of %d",
            title,
            set.images().size(),
            Figures.megabytes(set.uniqueBytes()),
            rounds),
        "seconds",
        Measurement::seconds,
        Measurement::secondsPerUnit,
        references,
        "cpu-s/GB",
        1 / gigabytesPerTag,
        notes);
  }

  /**
   * A table of rates: more is better, in the ratios too.
   *
   * @param unit header of the rate
   * @param measuredUnits how many units of a measurement are one such unit
   */
  static ReportTable ofRates(
      String title, String unit, int measuredUnits, List<String> references, List<String> notes) {
    return new ReportTable(
        title,
        unit,
        measurement -> measurement.rate() / measuredUnits,
        Measurement::rate,
        references,
        "cpu-ms each",
        measuredUnits * 1000.0,
        notes);
  }

  Table table(Measurements measurements) {
    List<String> compared =
        references.stream().filter(name -> measurements.rounds(name) > 0).toList();
    List<String> headers = new ArrayList<>(List.of("tool", unit, "min", "max"));
    compared.forEach(name -> headers.add("× " + name));
    headers.add(cpuUnit);
    return new Table(
        title,
        headers,
        measurements.tools().stream().map(name -> row(measurements, name, compared)).toList(),
        notes);
  }

  private List<String> row(Measurements measurements, String name, List<String> compared) {
    List<Double> values = measurements.values(name, figure);
    List<String> row = new ArrayList<>();
    row.add(name + (measurements.failures().containsKey(name) ? " (failed)" : ""));
    row.add(Figures.number(Statistics.median(values)));
    row.add(Figures.smallest(values));
    row.add(Figures.largest(values));
    for (String reference : compared) {
      row.add(Figures.number(measurements.ratio(name, reference, ratio)));
    }
    OptionalDouble cpu = measurements.cpuSecondsPerUnit(name);
    row.add(cpu.isPresent() ? Figures.number(cpu.getAsDouble() * cpuFactor) : Figures.NONE);
    return row;
  }
}
