package org.openshift.ci.mirror.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.measure.Figures;
import org.openshift.ci.mirror.bench.measure.Measurement;
import org.openshift.ci.mirror.bench.measure.Measurements;
import org.openshift.ci.mirror.bench.measure.Table;

class ReportTableTest {

  private static final List<String> REFERENCES = List.of("regsync", "not-measured");

  private final Measurements measurements = new Measurements();

  @Test
  void copiesHaveSecondsAndProcessorTimeForEachGigabyte() {
    ImageSet set = ImageSet.single("bench", 10, 1000, 1);
    measurements.add("engine", 1, new Measurement(20, 2, OptionalDouble.of(3)));
    measurements.add("regsync", 1, new Measurement(20, 4, OptionalDouble.empty()));
    Table table = ReportTable.ofCopies("Copy", set, 1, REFERENCES, List.of()).table(measurements);
    assertEquals(
        List.of("tool", "seconds", "min", "max", "× regsync", "cpu-s/GB"), table.headers());
    String cpu = Figures.number(3 / (set.uniqueBytes() / 1e9));
    assertEquals(
        List.of(
            List.of("engine", "2.00", "2.00", "2.00", "0.500", cpu),
            List.of("regsync", "4.00", "4.00", "4.00", "1.00", "-")),
        table.rows());
  }

  @Test
  void ratesCountWholeImagesAndMarkAFailedTool() {
    measurements.add("engine", 1, new Measurement(20, 2, OptionalDouble.of(1)));
    measurements.add("regsync", 1, new Measurement(20, 4, OptionalDouble.empty()));
    measurements.addFailure("engine", 2, "no such host");
    Table table =
        ReportTable.ofRates("Tiny", "images/s", 2, REFERENCES, List.of()).table(measurements);
    assertEquals(
        List.of("tool", "images/s", "min", "max", "× regsync", "cpu-ms each"), table.headers());
    assertEquals(
        List.of("engine (failed)", "5.00", "5.00", "5.00", "2.00", "100"), table.rows().getFirst());
  }
}
