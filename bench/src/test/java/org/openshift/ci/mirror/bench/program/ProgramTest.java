package org.openshift.ci.mirror.bench.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.bench.trial.BenchException;

class ProgramTest {

  private static final Program SHELL = new Program("sh", "every system has it");

  @TempDir Path folder;

  @Test
  void returnsTheOutputAndLeavesNoFiles() throws IOException, InterruptedException {
    assertEquals(
        new Program.Output("out\n", "err\n"),
        SHELL.run(folder, List.of("-c", "echo out; echo err >&2")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFailureNamesTheCommandAndItsOutput() {
    String message =
        assertThrows(
                BenchException.class,
                () -> SHELL.run(folder, List.of("-c", "echo no such image >&2; exit 3")))
            .getMessage();
    assertTrue(message.startsWith("'sh -c "), message);
    assertTrue(message.endsWith("ended with status 3: no such image"), message);
  }

  @Test
  void aMissingProgramSaysHowToGetIt() {
    Program missing = new Program("no-such-program-here", "cannot be had");
    assertEquals(
        Optional.of("no-such-program-here is not on the PATH (cannot be had)"), missing.absence());
    assertEquals(Optional.empty(), missing.version("--version"));
    assertThrows(BenchException.class, () -> missing.run(folder, List.of()));
  }
}
