package org.openshift.ci.mirror.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openshift.ci.mirror.bench.trial.BenchException;

class ReadingTest {

  @Test
  void isTheSameAfterFormattingAndParsing() {
    Reading with = new Reading(500, 1.25, new Footprint(1000, 2000), OptionalLong.of(300));
    Reading without = new Reading(8, 0.5, new Footprint(1, 2), OptionalLong.empty());
    assertTrue(Reading.isLine(with.toLine()));
    assertEquals(with, Reading.parse(with.toLine()));
    assertEquals(without, Reading.parse(without.toLine()));
    assertFalse(Reading.isLine("08:00 WARN something else"));
  }

  @Test
  void parsesTheStatusOfAProcess() {
    String status = "Name:\tjava\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";
    assertEquals(new Footprint(1024 * 1024, 2048 * 1024), Footprint.parse(status));
    assertThrows(BenchException.class, () -> Footprint.parse("Name:\tjava\n"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsARunningProcess() {
    Footprint own = Footprint.of(ProcessHandle.current());
    assertTrue(own.residentBytes() > 10_000_000, own.toString());
    assertTrue(own.peakBytes() >= own.residentBytes(), own.toString());
  }
}
