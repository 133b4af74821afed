package org.openshift.ci.mirror.release.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of a bounded size whole. */
public final class FileBytes {

  private FileBytes() {}

  static byte[] read(Path file) throws UnusableFileException {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] content = input.readNBytes(Fields.LARGEST_FILE + 1);
      if (content.length > Fields.LARGEST_FILE) {
        throw new UnusableFileException(
            "is larger than the %,d bytes that are read".formatted(Fields.LARGEST_FILE));
      }
      return content;
    } catch (IOException e) {
      throw new UnusableFileException("cannot be read: " + reason(e));
    }
  }

  /** Why a file or folder cannot be read, for a person. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException gone -> "there is no such file or folder";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemLoopException loop -> "the symbolic links go round in a circle";
      default -> String.valueOf(e.getMessage());
    };
  }
}
