package org.openshift.ci.mirror.release.index;

import java.io.IOException;
import java.nio.file.Path;
import org.openshift.ci.mirror.files.BoundedRead;
import org.openshift.ci.mirror.files.FileErrors;

/** Reads files of a bounded size whole. */
final class FileBytes {

  /** More than there are processors, so that one large file does not hold up the others. */
  static final int READS_AT_ONCE = 16;

  private FileBytes() {}

  static byte[] read(Path file) throws UnusableFileException {
    try {
      return BoundedRead.read(file, ConfigFields.LARGEST_FILE);
    } catch (BoundedRead.TooLargeException e) {
      throw new UnusableFileException(e.getMessage());
    } catch (IOException e) {
      throw new UnusableFileException("cannot be read: " + FileErrors.reason(e));
    }
  }
}
