package org.openshift.ci.mirror.release.index;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The entries of one file that cannot be used, so that they alone are left out of it. */
final class LeftOut {

  /** Entries that the description of a file names; so many usually have one cause. */
  private static final int MOST_NAMED = 5;

  /** Reads one entry. */
  @FunctionalInterface
  interface Entry {
    void read() throws UnusableFileException;
  }

  /** Reads the value of one entry. */
  @FunctionalInterface
  interface Value<T> {
    T read() throws UnusableFileException;
  }

  private final List<String> reasons = new ArrayList<>();

  /** Reads an entry; if it cannot be used, notes why. */
  void unless(Entry entry) {
    try {
      entry.read();
    } catch (UnusableFileException e) {
      reasons.add(e.getMessage());
    }
  }

  /** The value of an entry; null, with a note, if it cannot be used. */
  <T> T valueOf(Value<T> value) {
    try {
      return value.read();
    } catch (UnusableFileException e) {
      reasons.add(e.getMessage());
      return null;
    }
  }

  /** Notes an entry that cannot be used, and why. */
  void add(String reason) {
    reasons.add(reason);
  }

  /** Why something is left out, in one line; null when nothing is. */
  String description() {
    if (reasons.isEmpty()) {
      return null;
    }
    int others = reasons.size() - MOST_NAMED;
    return reasons.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
        + (others > 0 ? "; and %,d more entries".formatted(others) : "");
  }
}
