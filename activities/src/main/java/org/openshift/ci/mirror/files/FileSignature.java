package org.openshift.ci.mirror.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * Shows without reading a file whether it was changed or replaced. A symbolic link that leads to
 * another file is a replacement.
 *
 * @param size in bytes
 * @param lastModified in nanoseconds since the epoch, as fine as the file system has it
 * @param identity hash of the file's identity in its file system; 0 where it has none
 */
public record FileSignature(long size, long lastModified, int identity) {

  /** The signature of a file that is missing, or whose attributes cannot be read. */
  public static final FileSignature NONE = new FileSignature(-1, 0, 0);

  static FileSignature of(BasicFileAttributes attributes) {
    return new FileSignature(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.fileKey() == null ? 0 : attributes.fileKey().hashCode());
  }

  /** The signature that the file has now. */
  public static FileSignature of(Path file) {
    try {
      return of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      return NONE;
    }
  }
}
