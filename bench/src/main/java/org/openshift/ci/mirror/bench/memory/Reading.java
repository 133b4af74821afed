package org.openshift.ci.mirror.bench.memory;

import java.util.OptionalLong;

/**
 * The state of a process after a number of images.
 *
 * @param images images mirrored so far
 * @param seconds time since the first image was started
 * @param footprint the memory of the process
 * @param liveHeapBytes heap in use after a garbage collection; empty if it was not measured
 */
public record Reading(int images, double seconds, Footprint footprint, OptionalLong liveHeapBytes) {

  private static final String MARK = "reading ";

  /** Formats the reading as one line, for {@link #parse}. */
  public String toLine() {
    return MARK
        + String.join(
            " ",
            Integer.toString(images),
            Double.toString(seconds),
            Long.toString(footprint.residentBytes()),
            Long.toString(footprint.peakBytes()),
            Long.toString(liveHeapBytes.orElse(-1)));
  }

  /** Whether {@link #toLine} wrote the line. */
  static boolean isLine(String line) {
    return line.startsWith(MARK);
  }

  static Reading parse(String line) {
    String[] fields = line.substring(MARK.length()).split(" ", -1);
    long live = Long.parseLong(fields[4]);
    return new Reading(
        Integer.parseInt(fields[0]),
        Double.parseDouble(fields[1]),
        new Footprint(Long.parseLong(fields[2]), Long.parseLong(fields[3])),
        live < 0 ? OptionalLong.empty() : OptionalLong.of(live));
  }
}
