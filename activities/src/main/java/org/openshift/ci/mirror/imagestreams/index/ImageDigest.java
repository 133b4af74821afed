package org.openshift.ci.mirror.imagestreams.index;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest in 32 bytes. As text it would take about 100, and the index of a large cluster
 * holds several hundred thousand digests.
 */
public record ImageDigest(long first, long second, long third, long fourth) {

  private static final String PREFIX = "sha256:";
  private static final int DIGITS_PER_LONG = 16;
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Parses {@code sha256:} and 64 lower-case hexadecimal digits (OCI image specification,
   * "Registered algorithms"); empty when the text has another form.
   */
  static Optional<ImageDigest> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(new ImageDigest(part(text, 0), part(text, 1), part(text, 2), part(text, 3)));
  }

  private static long part(String text, int index) {
    int begin = PREFIX.length() + index * DIGITS_PER_LONG;
    return HexFormat.fromHexDigitsToLong(text, begin, begin + DIGITS_PER_LONG);
  }

  /** The usual spelling: {@code sha256:<64 hexadecimal digits>}. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return PREFIX
        + hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }
}
