package org.openshift.ci.mirror.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FileErrorsTest {

  @Test
  void reasonsNameNoFileAndAreNeverNull() {
    assertEquals("permission denied", FileErrors.reason(new AccessDeniedException("/a")));
    assertEquals(
        "Too many open files",
        FileErrors.reason(new FileSystemException("/a", null, "Too many open files")));
    assertEquals("NotDirectoryException", FileErrors.reason(new NotDirectoryException("/a")));
    assertEquals("Is a directory", FileErrors.reason(new IOException("Is a directory")));
    assertEquals("java.io.IOException", FileErrors.reason(new IOException()));
  }
}
