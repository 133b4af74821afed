package org.openshift.ci.mirror.imagestreams.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Decides which files are to be read: those that changed, and have been at rest for a while since.
 * A file that is being written, or that an editor replaces, is left alone until then; a file that
 * is missing for a moment is not taken for removed.
 *
 * <p>Time is counted here, not taken from the files: the clock of a file server may differ.
 */
final class FileSettling {

  /**
   * What to do now.
   *
   * @param toRead files whose new content is at rest, in the order of paths
   * @param gone files that were read once and have been missing for a while
   * @param waiting whether there is something that must be looked at again soon
   */
  record Step(List<Path> toRead, List<Path> gone, boolean waiting) {}

  /** How a file, or its absence (null), was first seen. */
  private record Sighting(FileScan.Signature signature, long nanoTime) {}

  private final Map<Path, FileScan.Signature> read = new TreeMap<>();
  private final Map<Path, Sighting> unsettled = new HashMap<>();

  /**
   * Compares what is there with what was read.
   *
   * @param rest how long a change must have been at rest
   * @param nanoTime now, as of {@link System#nanoTime()}
   */
  Step step(FileScan scan, Duration rest, long nanoTime) {
    List<Path> toRead = new ArrayList<>();
    scan.files()
        .forEach(
            (file, signature) -> {
              if (signature.equals(read.get(file))) {
                unsettled.remove(file);
              } else if (isSettled(file, signature, rest, nanoTime)) {
                toRead.add(file);
              }
            });
    List<Path> gone = new ArrayList<>();
    for (Path file : read.keySet()) {
      if (!scan.files().containsKey(file)
          && !scan.isUncertain(file)
          && isSettled(file, null, rest, nanoTime)) {
        gone.add(file);
      }
    }
    gone.forEach(read::remove);
    gone.forEach(unsettled::remove);
    unsettled.keySet().removeIf(file -> !read.containsKey(file) && !scan.files().containsKey(file));
    return new Step(toRead, gone, !unsettled.isEmpty());
  }

  /** The file was read as it was when it had this signature. */
  void wasRead(Path file, FileScan.Signature signature) {
    read.put(file, signature);
    unsettled.remove(file);
  }

  private boolean isSettled(Path file, FileScan.Signature signature, Duration rest, long nanoTime) {
    Sighting sighting = unsettled.get(file);
    if (sighting == null || !Objects.equals(sighting.signature, signature)) {
      sighting = new Sighting(signature, nanoTime);
      unsettled.put(file, sighting);
    }
    return nanoTime - sighting.nanoTime >= rest.toNanos();
  }
}
