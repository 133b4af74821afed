package org.openshift.ci.mirror.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedReadTest {

  @TempDir Path folder;

  private static String refusal(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            FileErrors.reason(assertThrows(IOException.class, () -> BoundedRead.read(file, 100))));
  }

  @Test
  void readsUpToTheLimit() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[100]);
    assertArrayEquals(new byte[100], BoundedRead.read(file, 100));
    Files.write(file, new byte[101]);
    assertEquals("is larger than the 100 bytes that are read", refusal(file));
  }

  @Test
  void readsOnlyRegularFiles() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals("is not a regular file", refusal(pipe));
    assertEquals("is not a regular file", refusal(Path.of("/dev/zero")));
    assertEquals("is a folder", refusal(folder));
    assertEquals("there is no such file or folder", refusal(folder.resolve("missing")));
  }
}
