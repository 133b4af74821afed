package org.openshift.ci.mirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Summaries of pages are added up to one of the sweep. */
class SweepSummaryTest {

  @Test
  void addsCountsAndReasons() {
    SweepSummary one =
        new SweepSummary(5, 2, 1, 0, new TreeMap<>(Map.of("ignored", 1, "gone", 1)), List.of("a"));
    SweepSummary other =
        new SweepSummary(3, 1, 1, 0, new TreeMap<>(Map.of("ignored", 1)), List.of("b"));
    SweepSummary both = one.plus(other).withWithdrawn(4);
    assertEquals(
        new SweepSummary(
            8, 3, 2, 4, new TreeMap<>(Map.of("ignored", 2, "gone", 1)), List.of("a", "b")),
        both);
    assertEquals(
        "looked at 8: 3 equal, 2 started, 3 skipped [gone=1, ignored=2], 4 withdrawn", both.line());
  }

  @Test
  void keepsOnlyTheFirstNotes() {
    SweepSummary summary = SweepSummary.none();
    for (int page = 0; page < 3; page++) {
      int from = page * 10;
      List<String> notes = IntStream.range(from, from + 10).mapToObj(Integer::toString).toList();
      summary = summary.plus(new SweepSummary(10, 0, 0, 0, null, notes));
    }
    assertEquals(IntStream.range(0, 20).mapToObj(Integer::toString).toList(), summary.notes());
    assertEquals(30, summary.lookedAt());
  }
}
