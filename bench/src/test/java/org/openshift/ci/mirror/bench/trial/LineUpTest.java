package org.openshift.ci.mirror.bench.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineUpTest {

  private static final Tool<String> PRESENT = new Named("present", Optional.empty());
  private static final Tool<String> ABSENT = new Named("absent", Optional.of("not there"));

  @Test
  void withoutNamesAllInstalledToolsAreMeasured() {
    LineUp<String> lineUp = LineUp.of(List.of(PRESENT, PRESENT, ABSENT), List.of());
    assertEquals(List.of(PRESENT, PRESENT), lineUp.present());
    assertEquals(List.of("present 1.0", "not measured: not there"), lineUp.notes());
  }

  @Test
  void anUnknownOrMissingToolIsRefused() {
    List<Tool<String>> all = List.of(PRESENT, ABSENT);
    assertEquals(List.of(PRESENT), LineUp.of(all, List.of("present")).present());
    assertEquals(
        "there is no tool 'presnt'; choose from: present, absent",
        assertThrows(IllegalArgumentException.class, () -> LineUp.of(all, List.of("presnt")))
            .getMessage());
    assertEquals(
        "absent: not there",
        assertThrows(IllegalArgumentException.class, () -> LineUp.of(all, List.of("absent")))
            .getMessage());
  }

  private record Named(String name, Optional<String> absence) implements Tool<String> {

    @Override
    public Optional<String> version() {
      return Optional.of(name + " 1.0");
    }

    @Override
    public Trial prepare(String job) {
      throw new AssertionError("prepared a tool that should not run");
    }
  }
}
