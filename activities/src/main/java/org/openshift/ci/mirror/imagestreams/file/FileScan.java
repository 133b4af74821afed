package org.openshift.ci.mirror.imagestreams.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that stand below a path at one moment.
 *
 * <p>A path that is a file stands for itself, whatever its name. Of a folder, the files {@code
 * *.yaml}, {@code *.yml} and {@code *.json} count, at any depth, so that they may be sorted into
 * folders by namespace. Files and folders whose name begins with a dot do not (an editor's swap
 * files, {@code .git}, the folders behind a mounted ConfigMap). Symbolic links are followed.
 *
 * @param files each file with what shows that it was changed, in the order of paths
 * @param directories the folders that were looked into
 * @param unreadable what could not be looked at: nothing is known about files at or below these
 */
record FileScan(
    SortedMap<Path, Signature> files, Set<Path> directories, SortedMap<Path, String> unreadable) {

  /** What shows that a file was changed or replaced. */
  record Signature(long size, FileTime lastModified, Object identity) {

    static Signature of(BasicFileAttributes attributes) {
      return new Signature(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
  }

  /** Looks at what is there now. */
  static FileScan of(Path root) {
    FileScan scan = new FileScan(new TreeMap<>(), new HashSet<>(), new TreeMap<>());
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, scan.visitor(root));
    } catch (IOException e) {
      scan.unreadable.put(root, reason(e));
    }
    return scan;
  }

  /** Whether it is unknown if this file is there. */
  boolean isUncertain(Path file) {
    return unreadable.keySet().stream().anyMatch(file::startsWith);
  }

  private FileVisitor<Path> visitor(Path root) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (!directory.equals(root) && isHidden(directory)) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        directories.add(directory);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!file.equals(root) && (isHidden(file) || !hasKnownEnding(file))) {
          return FileVisitResult.CONTINUE;
        }
        if (attributes.isRegularFile()) {
          files.put(file, Signature.of(attributes));
        } else if (attributes.isSymbolicLink()) {
          unreadable.put(file, "the symbolic link leads nowhere");
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path path, IOException e) {
        if (path.equals(root) || !isHidden(path)) {
          unreadable.put(path, reason(e));
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path directory, IOException e) {
        if (e != null) {
          unreadable.put(directory, reason(e));
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private static boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  private static boolean hasKnownEnding(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException gone -> "there is no such file or folder";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemLoopException loop -> "the symbolic links go round in a circle";
      default -> String.valueOf(e.getMessage());
    };
  }
}
