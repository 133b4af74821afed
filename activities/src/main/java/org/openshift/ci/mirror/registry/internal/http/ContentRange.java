package org.openshift.ci.mirror.registry.internal.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Content-Range} (RFC 9110, 14.4). */
public final class ContentRange {

  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private ContentRange() {}

  /** Whether the range that was sent begins at this byte. */
  public static boolean startsAt(String header, long offset) {
    Matcher range = RANGE.matcher(header.strip());
    return range.matches() && Long.parseLong(range.group(1)) == offset;
  }
}
