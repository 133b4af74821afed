package org.openshift.ci.mirror.release.index;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one kind that stand in a folder, at any depth, at one moment. Symbolic links are
 * followed. All paths are relative to the folder, so that they stay the same when git-sync puts
 * another checkout in its place.
 *
 * @param files each file with what shows that it was changed
 * @param folders the folders that were looked into
 * @param unreadable what could not be looked at, and why: nothing is known about files at or below
 *     these
 */
record FolderScan(
    Map<Path, FileSignature> files, Set<Path> folders, SortedMap<Path, String> unreadable) {

  /** Looks at what is there now. */
  static FolderScan of(Path folder, FileKind kind) {
    FolderScan scan = new FolderScan(new HashMap<>(), new HashSet<>(), new TreeMap<>());
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          scan.new Visitor(folder, kind));
    } catch (IOException e) {
      scan.unreadable.put(Path.of(""), FileBytes.reason(e));
    }
    return scan;
  }

  /** Whether it is unknown if this file is there. */
  boolean isUncertain(Path file) {
    if (unreadable.isEmpty()) {
      return false;
    }
    return unreadable.containsKey(Path.of(""))
        || unreadable.keySet().stream().anyMatch(file::startsWith);
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    private final Path root;
    private final FileKind kind;

    private Visitor(Path root, FileKind kind) {
      this.root = root;
      this.kind = kind;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root) && !kind.hasFolder(folder.getFileName().toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      folders.add(root.relativize(folder));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (kind.hasFile(file.getFileName().toString())) {
        if (attributes.isRegularFile()) {
          files.put(root.relativize(file), FileSignature.of(attributes));
        } else {
          unreadable.put(
              root.relativize(file),
              attributes.isSymbolicLink()
                  ? "the symbolic link leads nowhere"
                  : "is no regular file");
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      String name = path.getFileName() == null ? "" : path.getFileName().toString();
      if (path.equals(root) || kind.hasFolder(name)) {
        unreadable.put(root.relativize(path), FileBytes.reason(e));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      if (e != null) {
        unreadable.put(root.relativize(folder), FileBytes.reason(e));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
