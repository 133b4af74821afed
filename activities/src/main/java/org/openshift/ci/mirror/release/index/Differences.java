package org.openshift.ci.mirror.release.index;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * What of a folder's files differs from what was read of them.
 *
 * @param folder the folder
 * @param scan what stands in it
 * @param suspects files that are new, or seem to have changed
 * @param gone files that were read and are not there any more
 */
record Differences(Path folder, FolderScan scan, Set<Path> suspects, Set<Path> gone) {

  boolean isEmpty() {
    return suspects.isEmpty() && gone.isEmpty();
  }

  FileSignature signature(Path path) {
    return scan.files().get(path);
  }

  /** Whether these files are still as they were scanned: nobody writes to them at this moment. */
  boolean areAtRest() {
    return suspects.stream().allMatch(path -> signature(path).isStillOf(folder.resolve(path)))
        && gone.stream()
            .noneMatch(path -> Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS));
  }
}
