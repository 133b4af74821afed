package org.openshift.ci.mirror.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides when a changed file is to be read: when it has been at rest for a while. So a file that
 * is being written, or that an editor replaces, is not read half-finished, and a file that is
 * missing for a moment does not count as removed. The caller checks after reading that the file's
 * signature is still the same.
 *
 * <p>The time at rest is measured here and not taken from the files, as the clock of a file server
 * may differ. Not safe for use by several threads.
 */
public final class FileDebouncer {

  /**
   * What to do after a scan.
   *
   * @param scan the scan
   * @param toRead new and changed files that are to be read now, in the order of paths
   * @param gone files that were read once and have been missing for a while
   * @param waiting whether another file changed, which will be at rest soon
   */
  public record Step(FolderScan scan, List<Path> toRead, List<Path> gone, boolean waiting) {}

  /**
   * When a file was first seen with this signature, and since when it differs from what was read.
   */
  private record Sighting(FileSignature signature, long nanoTime, long changedSince) {}

  private final Duration longestWait;
  private final Map<Path, FileSignature> read = new TreeMap<>();
  private final Map<Path, Sighting> unsettled = new HashMap<>();

  /** Waits until a file is at rest, however long that takes. */
  public FileDebouncer() {
    this(Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * @param longestWait how long to wait for a file that keeps changing; it is read then as it is
   */
  public FileDebouncer(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /**
   * Compares a scan with what was read.
   *
   * @param rest how long a changed file must have been at rest
   * @param nanoTime the time of the scan, from {@link System#nanoTime()}
   */
  public Step step(FolderScan scan, Duration rest, long nanoTime) {
    List<Path> toRead = new ArrayList<>();
    scan.files()
        .forEach(
            (file, signature) -> {
              if (noteAndCheckSettled(file, signature, rest, nanoTime)) {
                toRead.add(file);
              }
            });
    List<Path> gone = new ArrayList<>();
    for (Path file : read.keySet()) {
      if (!scan.files().containsKey(file)
          && !scan.isUncertain(file)
          && noteAndCheckSettled(file, FileSignature.NONE, rest, nanoTime)) {
        gone.add(file);
      }
    }
    unsettled.keySet().removeIf(file -> !read.containsKey(file) && !scan.files().containsKey(file));
    boolean waiting = unsettled.size() > toRead.size() + gone.size();
    return new Step(scan, toRead, gone, waiting);
  }

  /**
   * Notes a file's signature. Returns whether it differs from what was read and has been at rest
   * since, or has kept changing for the longest wait.
   *
   * @param seen the file's present signature
   * @param rest how long it must have been at rest
   * @param nanoTime now, from {@link System#nanoTime()}
   */
  public boolean noteAndCheckSettled(Path file, FileSignature seen, Duration rest, long nanoTime) {
    if (seen.equals(read.get(file))) {
      unsettled.remove(file);
      return false;
    }
    Sighting sighting = unsettled.get(file);
    if (sighting == null || !sighting.signature.equals(seen)) {
      long since = sighting == null ? nanoTime : sighting.changedSince;
      sighting = new Sighting(seen, nanoTime, since);
      unsettled.put(file, sighting);
    }
    return nanoTime - sighting.nanoTime >= rest.toNanos()
        || (!seen.equals(FileSignature.NONE)
            && nanoTime - sighting.changedSince >= longestWait.toNanos());
  }

  /** Notes that the file was read when it had this signature. */
  public void wasRead(Path file, FileSignature signature) {
    read.put(file, signature);
    unsettled.remove(file);
  }

  /** Notes that a file that is gone was taken for removed. */
  public void wasRemoved(Path file) {
    read.remove(file);
    unsettled.remove(file);
  }
}
