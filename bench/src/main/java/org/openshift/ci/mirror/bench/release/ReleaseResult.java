package org.openshift.ci.mirror.bench.release;

import java.util.Locale;

/**
 * The figures of one {@link ReleaseScenario}. Times are in seconds.
 *
 * @param firstLoad time to read the whole checkout in a new process
 * @param swap time from the switch to another checkout until its one change is in force
 * @param configEdit time from the edit of a config, in place, until it is in force
 * @param stepEdit time from the edit of a step, in place, until it is in force
 * @param liveHeap bytes of heap in use after a garbage collection
 * @param peakResident bytes of the largest resident memory
 */
public record ReleaseResult(
    double firstLoad,
    double swap,
    double configEdit,
    double stepEdit,
    long liveHeap,
    long peakResident) {

  private static final String MARK = "result";

  /** Formats the result as one line, for {@link #parse}. */
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

  /** Whether {@link #toLine} wrote the line. */
  public static boolean isLine(String line) {
    return line.startsWith(MARK + " ");
  }

  /** Parses a line that {@link #toLine} wrote. */
  public static ReleaseResult parse(String line) {
    String[] words = line.split(" ", -1);
    return new ReleaseResult(
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(words[6]));
  }
}
