package org.openshift.ci.mirror.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Measurement;
import org.openshift.ci.mirror.bench.measure.Scoreboard;
import org.openshift.ci.mirror.bench.measure.Statistics;
import org.openshift.ci.mirror.bench.measure.Table;

/**
 * The table of a copy measurement.
 *
 * @param title what was measured
 * @param set what was copied
 * @param references contestants to whom all are compared, where they took part
 * @param notes lines below the table
 */
record CopyReport(String title, ImageSet set, List<String> references, List<String> notes) {

  Table table(Scoreboard scores) {
    List<String> compared = references.stream().filter(name -> scores.rounds(name) > 0).toList();
    List<String> headers = new ArrayList<>(List.of("contestant", "seconds", "min", "max"));
    compared.forEach(name -> headers.add("× " + name));
    headers.add("cpu-s/GB");
    List<List<String>> rows = new ArrayList<>();
    for (String name : scores.contestants()) {
      rows.add(row(scores, name, compared));
    }
    return new Table(heading(scores), headers, rows, notes);
  }

  private List<String> row(Scoreboard scores, String name, List<String> compared) {
    List<Double> seconds = scores.values(name, Measurement::seconds);
    String failed = scores.failures().containsKey(name) ? " (failed)" : "";
    List<String> row = new ArrayList<>();
    row.add(name + failed);
    row.add(Figures.number(Statistics.median(seconds)));
    row.add(Figures.smallest(seconds));
    row.add(Figures.largest(seconds));
    for (String reference : compared) {
      row.add(Figures.number(scores.ratio(name, reference, Measurement::secondsPerUnit)));
    }
    row.add(Figures.number(cpuSecondsPerGigabyte(scores, name)));
    return row;
  }

  private OptionalDouble cpuSecondsPerGigabyte(Scoreboard scores, String name) {
    OptionalDouble perTag = scores.cpuSecondsPerUnit(name);
    double gigabytesPerTag = set.uniqueBytes() / 1e9 / (2.0 * set.images().size());
    return perTag.isPresent()
        ? OptionalDouble.of(perTag.getAsDouble() / gigabytesPerTag)
        : OptionalDouble.empty();
  }

  private String heading(Scoreboard scores) {
    int rounds = scores.contestants().stream().mapToInt(scores::rounds).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "%s: %d images, %s MB unique, two tags each, median of %d",
        title,
        set.images().size(),
        Figures.megabytes(set.uniqueBytes()),
        rounds);
  }
}
