package org.openshift.ci.mirror.bench.memory;

import java.util.OptionalLong;

/**
 * What was read after so many images.
 *
 * @param images mirrored so far
 * @param seconds since the first began
 * @param footprint of the process
 * @param liveHeapBytes heap in use after a garbage collection; empty where it was not asked for
 */
public record Reading(int images, double seconds, Footprint footprint, OptionalLong liveHeapBytes) {

  private static final String FIELDS = "reading ";

  /** One line, for {@link #parse}. */
  public String toLine() {
    return FIELDS
        + String.join(
            " ",
            Integer.toString(images),
            Double.toString(seconds),
            Long.toString(footprint.residentBytes()),
            Long.toString(footprint.peakBytes()),
            Long.toString(liveHeapBytes.orElse(-1)));
  }

  /** Whether {@link #parse} can read it. */
  static boolean isLine(String line) {
    return line.startsWith(FIELDS);
  }

  static Reading parse(String line) {
    String[] fields = line.substring(FIELDS.length()).split(" ", -1);
    long live = Long.parseLong(fields[4]);
    return new Reading(
        Integer.parseInt(fields[0]),
        Double.parseDouble(fields[1]),
        new Footprint(Long.parseLong(fields[2]), Long.parseLong(fields[3])),
        live < 0 ? OptionalLong.empty() : OptionalLong.of(live));
  }
}
