package org.openshift.ci.mirror.release.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What shows that a file was changed or replaced, without reading it.
 *
 * @param size in bytes
 * @param lastModified in nanoseconds since the epoch, as fine as the file system has it
 * @param identity hash of the file's identity in its file system; 0 where it has none
 */
record FileSignature(long size, long lastModified, int identity) {

  static FileSignature of(BasicFileAttributes attributes) {
    return new FileSignature(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.fileKey() == null ? 0 : attributes.fileKey().hashCode());
  }

  /** Whether the file has this signature now. */
  boolean isStillOf(Path file) {
    try {
      return equals(of(Files.readAttributes(file, BasicFileAttributes.class)));
    } catch (IOException e) {
      return false;
    }
  }
}
