package org.openshift.ci.mirror.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Explains errors of the file system. */
public final class FileErrors {

  private FileErrors() {}

  /** Why a file or folder cannot be read, without its name. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no such file or folder";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemLoopException loop -> "the symbolic links form a loop";
      // Its message begins with the name.
      case FileSystemException other ->
          other.getReason() == null ? other.getClass().getSimpleName() : other.getReason();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
