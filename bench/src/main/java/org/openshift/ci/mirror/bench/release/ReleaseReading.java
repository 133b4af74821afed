package org.openshift.ci.mirror.bench.release;

import java.util.Locale;

/**
 * What a process measured of reading and following a release repository. Times in seconds.
 *
 * @param firstLoad reading all of it in a process that just began
 * @param swap from another checkout in place of the old one until its one change is in force
 * @param configEdit from the edit of a config, in place, until it is in force
 * @param stepEdit from the edit of a step, in place, until it is in force
 * @param liveHeap bytes on the heap after it was collected
 * @param peakResident bytes of memory the process had at most
 */
public record ReleaseReading(
    double firstLoad,
    double swap,
    double configEdit,
    double stepEdit,
    long liveHeap,
    long peakResident) {

  private static final String MARK = "reading";

  /** One line. */
  public String toLine() {
    return String.format(
        Locale.ROOT,
        "%s %f %f %f %f %d %d",
        MARK,
        firstLoad,
        swap,
        configEdit,
        stepEdit,
        liveHeap,
        peakResident);
  }

  /** Whether the line is one that {@link #toLine} wrote. */
  public static boolean isOne(String line) {
    return line.startsWith(MARK + " ");
  }

  /** Reads a line. */
  public static ReleaseReading parse(String line) {
    String[] words = line.split(" ", -1);
    return new ReleaseReading(
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(words[6]));
  }
}
