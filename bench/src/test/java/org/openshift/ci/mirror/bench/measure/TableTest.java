package org.openshift.ci.mirror.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Table TABLE =
      new Table(
          "Copy",
          List.of("tool", "seconds"),
          List.of(List.of("engine", "2.10"), List.of("regsync|4", "14.00")),
          List.of("2 cores", "regsync v1"));

  @Test
  void alignsColumns() {
    assertEquals(
        """
        Copy
          tool       seconds
          engine        2.10
          regsync|4    14.00
          2 cores
          regsync v1
        """,
        TABLE.plain());
  }

  @Test
  void writesMarkdown() {
    assertEquals(
        """
        **Copy**

        | tool | seconds |
        | --- | ---: |
        | engine | 2.10 |
        | regsync\\|4 | 14.00 |

        2 cores; regsync v1.
        """,
        TABLE.markdown());
  }

  @Test
  void refusesARowOfAnotherLength() {
    List<List<String>> rows = List.of(List.of("a", "b"));
    assertThrows(
        IllegalArgumentException.class, () -> new Table("x", List.of("one"), rows, List.of()));
  }
}
