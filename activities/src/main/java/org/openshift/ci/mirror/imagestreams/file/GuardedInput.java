package org.openshift.ci.mirror.imagestreams.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The bytes of a file that is parsed while it is read. Ends the reading of a file that no cluster
 * can have printed, before it takes the memory and the time of all others: the YAML parser collects
 * a value whole, and takes a time that grows with the square of its length.
 */
final class GuardedInput extends FilterInputStream {

  /** Bytes; a cluster with many image streams fills some tens of MiB. */
  private static final long LARGEST_FILE = 256L << 20;

  /** Bytes of one value or comment; an object of Kubernetes has at most 1.5 MiB altogether. */
  private static final int LONGEST_VALUE = 1 << 20;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final long begin = System.nanoTime();
  private long bytes;
  private long sinceValue;
  private String refusal;

  GuardedInput(InputStream input) {
    super(input);
  }

  /** Notes that a value ended or began. */
  void progress() {
    sinceValue = 0;
  }

  /** Why the reading was ended; null when it was not. */
  String refusal() {
    return refusal;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int read) throws IOException {
    bytes += read;
    sinceValue += read;
    if (bytes > LARGEST_FILE) {
      refuse("is larger than the %,d bytes that are read".formatted(LARGEST_FILE));
    }
    if (sinceValue > LONGEST_VALUE) {
      refuse("has a value or a comment of more than %,d bytes".formatted(LONGEST_VALUE));
    }
    if (System.nanoTime() - begin > LONGEST.toNanos()) {
      refuse("takes longer than %d s to read".formatted(LONGEST.toSeconds()));
    }
  }

  private void refuse(String why) throws IOException {
    refusal = why;
    throw new IOException(why);
  }
}
