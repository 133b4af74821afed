package org.openshift.ci.mirror.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads what others hand in, up to a size. Files must be regular ones, as a pipe or a device can
 * keep a reader waiting or never end. The messages of exceptions do not name the file; use {@link
 * FileErrors#reason}.
 */
public final class BoundedRead {

  private BoundedRead() {}

  /**
   * Reads a file whole.
   *
   * @param most bytes
   * @throws TooLargeException when it has more
   * @throws IOException when it is not a regular file, or cannot be read
   */
  public static byte[] read(Path file, int most) throws IOException {
    try (InputStream input = open(file)) {
      return read(input, most);
    }
  }

  /**
   * Reads to the end.
   *
   * @param most bytes
   * @throws TooLargeException when there are more
   */
  public static byte[] read(InputStream input, int most) throws IOException {
    byte[] content = input.readNBytes(most + 1);
    if (content.length > most) {
      throw new TooLargeException(most);
    }
    return content;
  }

  /**
   * Opens a file. The caller bounds how much it reads.
   *
   * @throws IOException when it is not a regular file, or cannot be read
   */
  public static InputStream open(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new IOException("is a folder");
    }
    if (!attributes.isRegularFile()) {
      throw new IOException("is not a regular file");
    }
    return Files.newInputStream(file);
  }

  /** There are more bytes than are read. */
  public static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int most) {
      super("is larger than the %,d bytes that are read".formatted(most));
    }
  }
}
