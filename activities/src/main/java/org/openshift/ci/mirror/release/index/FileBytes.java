package org.openshift.ci.mirror.release.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openshift.ci.mirror.files.FileErrors;

/** Reads files of a bounded size whole. */
final class FileBytes {

  /** More than there are processors, so that one large file does not hold up the others. */
  static final int READS_AT_ONCE = 16;

  private FileBytes() {}

  static byte[] read(Path file) throws UnusableFileException {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] content = input.readNBytes(ConfigFields.LARGEST_FILE + 1);
      if (content.length > ConfigFields.LARGEST_FILE) {
        throw new UnusableFileException(
            "is larger than the %,d bytes that are read".formatted(ConfigFields.LARGEST_FILE));
      }
      return content;
    } catch (IOException e) {
      throw new UnusableFileException("cannot be read: " + FileErrors.reason(e));
    }
  }
}
