package org.openshift.ci.mirror.worker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CopyProgressTest {

  private final StringWriter shown = new StringWriter();
  private long now = 1_000_000;

  @Test
  void aBarOnATerminalThatIsRemovedAtTheEnd() {
    try (CopyProgress progress = progress(true)) {
      progress.progress(0, 4_000_000);
      assertEquals("", shown.toString());
      pass(Duration.ofMillis(500));
      progress.progress(1_000_000, 4_000_000);
      assertEquals(
          "\r\033[K[" + "#".repeat(10) + " ".repeat(30) + "]  25 %  1.0 MB of 4.0 MB  2.0 MB/s",
          shown.toString());
      progress.progress(4_000_000, 4_000_000);
      assertTrue(shown.toString().contains("#".repeat(40) + "] 100 %"), shown.toString());
    }
    assertTrue(shown.toString().endsWith("\r\033[K"));
  }

  @Test
  void aLineEveryFewSecondsWithoutATerminal() {
    try (CopyProgress progress = progress(false)) {
      for (int second = 0; second < 12; second++) {
        progress.progress(second * 1_000L, 20_000);
        pass(Duration.ofSeconds(1));
      }
    }
    assertEquals(
        " 25 %  5.0 kB of 20.0 kB  1.0 kB/s\n 50 %  10.0 kB of 20.0 kB  1.0 kB/s\n",
        shown.toString());
  }

  @Test
  void nothingWhileTheSizeIsUnknownOrInvalid() {
    try (CopyProgress progress = progress(true)) {
      pass(Duration.ofSeconds(9));
      progress.progress(0, 0);
      progress.progress(5, -7);
    }
    assertEquals("", shown.toString());
  }

  private CopyProgress progress(boolean terminal) {
    return new CopyProgress(new PrintWriter(shown), terminal, () -> now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
