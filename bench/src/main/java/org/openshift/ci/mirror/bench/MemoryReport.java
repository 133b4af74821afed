package org.openshift.ci.mirror.bench;

import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Table;
import org.openshift.ci.mirror.bench.memory.Reading;

/**
 * The tables of the memory measurements.
 *
 * @param heap the largest heap, such as {@code 256m}
 * @param notes lines below the tables
 */
record MemoryReport(String heap, List<String> notes) {

  /**
   * The readings of one subject.
   *
   * @param subject its name
   * @param readings in order of time; at least one
   */
  record Row(String subject, List<Reading> readings) {

    Reading last() {
      return readings.getLast();
    }
  }

  Table largeLayers(ImageSet set, List<Row> rows) {
    String title =
        "Memory: %d layers of %s MiB in flight, -Xmx%s"
            .formatted(
                set.images().size(),
                Figures.mebibytes(set.uniqueBytes() / set.images().size()),
                heap);
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      double bytesPerSecond = set.uniqueBytes() / row.last().seconds();
      cells.add(
          List.of(
              row.subject(),
              Figures.number(row.last().seconds()),
              Figures.megabytes((long) bytesPerSecond),
              Figures.mebibytes(row.last().footprint().peakBytes())));
    }
    return new Table(title, List.of("", "seconds", "MB/s", "peak resident MiB"), cells, notes);
  }

  Table manyImages(ImageSet set, List<Row> rows) {
    List<String> headers = new ArrayList<>(List.of("MiB"));
    rows.stream()
        .limit(1)
        .flatMap(row -> row.readings().stream())
        .forEach(reading -> headers.add("after " + reading.images()));
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          cells(
              row.subject() + ", resident",
              row.readings().stream()
                  .map(reading -> Figures.mebibytes(reading.footprint().residentBytes()))
                  .toList()));
      if (row.last().liveHeapBytes().isPresent()) {
        cells.add(
            cells(
                row.subject() + ", live heap",
                row.readings().stream()
                    .map(reading -> Figures.mebibytes(reading.liveHeapBytes().orElseThrow()))
                    .toList()));
      }
    }
    String title = "Memory: %d small images, -Xmx%s".formatted(set.images().size(), heap);
    return new Table(title, headers, cells, notes);
  }

  private static List<String> cells(String title, List<String> figures) {
    List<String> cells = new ArrayList<>(List.of(title));
    cells.addAll(figures);
    return cells;
  }
}
