package org.openshift.ci.mirror.files;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The files in a folder, at any depth, at one moment. Symbolic links are followed as long as they
 * stay inside the tree: whoever may write a file into it must not make the process read the whole
 * machine. Files and folders whose name begins with a dot do not count: an editor's swap files,
 * {@code .git}, the folders behind a mounted ConfigMap. A root that is itself a file counts
 * whatever its name, and may itself be a link to any place.
 *
 * @param root the folder or file
 * @param files each file with its signature; paths are relative to the root, so that they stay the
 *     same when git-sync puts another checkout in its place
 * @param folders the folders that were looked into; not relative
 * @param unreadable what could not be looked at, and why, relative to the root: nothing is known
 *     about files at or below these paths
 */
public record FolderScan(
    Path root,
    SortedMap<Path, FileSignature> files,
    Set<Path> folders,
    SortedMap<Path, String> unreadable) {

  /** Files and folders; openshift/release has some 60,000 in the folders that are scanned. */
  private static final int MOST_ENTRIES = 250_000;

  /** Links in many folders to each other can make up any number of paths. */
  private static final int MOST_LINKS = 5_000;

  /** Looks at what is there now; the root is the tree that links must not leave. */
  public static FolderScan of(
      Path root,
      Predicate<String> fileNames,
      Predicate<String> folderNames,
      boolean reportsOthers) {
    return of(root, root, fileNames, folderNames, reportsOthers);
  }

  /**
   * Looks at what is there now.
   *
   * @param tree what links must not leave: the root, or a folder above it
   * @param fileNames the names of the files that count
   * @param folderNames the names of the folders below the root that are looked into
   * @param reportsOthers whether a socket or device with such a name is unreadable, or ignored
   */
  public static FolderScan of(
      Path tree,
      Path root,
      Predicate<String> fileNames,
      Predicate<String> folderNames,
      boolean reportsOthers) {
    FolderScan scan = new FolderScan(root, new TreeMap<>(), new HashSet<>(), new TreeMap<>());
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          scan.new Visitor(tree.toRealPath(), fileNames, folderNames, reportsOthers));
    } catch (IOException e) {
      scan.addUnreadable(root, e);
    }
    return scan;
  }

  /** Whether the scan cannot tell if this file exists. */
  boolean isUncertain(Path file) {
    return unreadable.containsKey(Path.of(""))
        || unreadable.keySet().stream().anyMatch(file::startsWith);
  }

  private void addUnreadable(Path path, IOException e) {
    unreadable.put(root.relativize(path), FileErrors.reason(e));
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    private final Path realTree;
    private final Predicate<String> fileNames;
    private final Predicate<String> folderNames;
    private final boolean reportsOthers;
    private int entries;
    private int links;

    private Visitor(
        Path realTree,
        Predicate<String> fileNames,
        Predicate<String> folderNames,
        boolean reportsOthers) {
      this.realTree = realTree;
      this.fileNames = fileNames;
      this.folderNames = folderNames;
      this.reportsOthers = reportsOthers;
    }

    private boolean counts(Path path, Predicate<String> names) {
      String name = path.getFileName() == null ? "" : path.getFileName().toString();
      return path.equals(root) || (!name.startsWith(".") && names.test(name));
    }

    /** Whether a link leads out of the tree; then the path is noted as unreadable. */
    private boolean leavesTree(Path path) {
      if (!path.equals(root) && !Files.isSymbolicLink(path)) {
        return false;
      }
      links++;
      try {
        if (path.toRealPath().startsWith(realTree)) {
          return false;
        }
        unreadable.put(root.relativize(path), "the symbolic link leads out of the folder");
      } catch (IOException e) {
        addUnreadable(path, e);
      }
      return true;
    }

    private FileVisitResult goOn() {
      if (++entries > MOST_ENTRIES) {
        return giveUp("holds more than %,d files and folders".formatted(MOST_ENTRIES));
      }
      return links > MOST_LINKS
          ? giveUp("holds more than %,d symbolic links".formatted(MOST_LINKS))
          : FileVisitResult.CONTINUE;
    }

    private FileVisitResult giveUp(String why) {
      unreadable.put(Path.of(""), why);
      return FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!counts(folder, folderNames) || leavesTree(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      folders.add(folder);
      return goOn();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (counts(file, fileNames)) {
        if (attributes.isRegularFile()) {
          if (leavesTree(file)) {
            return goOn();
          }
          files.put(root.relativize(file), FileSignature.of(attributes));
        } else if (attributes.isSymbolicLink()) {
          unreadable.put(root.relativize(file), "the symbolic link leads nowhere");
        } else if (reportsOthers) {
          unreadable.put(root.relativize(file), "is not a regular file");
        }
      }
      return goOn();
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      if (counts(path, folderNames)) {
        addUnreadable(path, e);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      if (e != null) {
        addUnreadable(folder, e);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
