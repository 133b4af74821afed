package org.openshift.ci.mirror.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuClockTest {

  @Test
  void readsTheTimeOfChildrenFromTheStatLine() {
    String stat =
        "12 (a name) with) S 1 12 12 0 -1 4194560 1 2 3 4 5000 6000 150 50 20 0 1 0 100 0 0";
    assertEquals(2.0, ProcessStat.parse(stat));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void countsAChildThatHasEnded() throws IOException, InterruptedException {
    CpuClock clock = CpuClock.ofEndedChildren();
    double before = clock.seconds().orElseThrow();
    String loop = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done";
    Process child = new ProcessBuilder("sh", "-c", loop).start();
    assertEquals(0, child.waitFor());
    assertTrue(clock.seconds().orElseThrow() > before, "no processor time was counted");
  }

  @Test
  void isEmptyForAProcessThatHasEnded() throws IOException, InterruptedException {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    assertTrue(CpuClock.ofRunning(List.of(child.toHandle())).seconds().isEmpty());
  }
}
