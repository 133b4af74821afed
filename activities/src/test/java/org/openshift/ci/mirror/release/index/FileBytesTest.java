package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {

  @TempDir Path folder;

  @Test
  void readsNoMoreThanTheLargestFile() throws IOException, UnusableFileException {
    Path file = folder.resolve("file");
    Files.write(file, new byte[ConfigFields.LARGEST_FILE]);
    assertEquals(ConfigFields.LARGEST_FILE, FileBytes.read(file).length);
    Files.write(file, new byte[ConfigFields.LARGEST_FILE + 1]);
    UnusableFileException refusal =
        assertThrows(UnusableFileException.class, () -> FileBytes.read(file));
    assertEquals("is larger than the 4,194,304 bytes that are read", refusal.getMessage());
  }
}
