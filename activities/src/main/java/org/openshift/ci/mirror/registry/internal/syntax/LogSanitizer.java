package org.openshift.ci.mirror.registry.internal.syntax;

import java.net.URI;

/** Makes text from registries safe for logs and messages. */
public final class LogSanitizer {

  /** Enough for a repository of 255 characters and two digests. */
  private static final int LONGEST_URL = 600;

  private LogSanitizer() {}

  /** The text on one line, without control characters, cut at this length. */
  public static String oneLine(String text, int maxLength) {
    StringBuilder line = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      if (line.length() >= maxLength) {
        return line.append('…').toString();
      }
      char c = text.charAt(i);
      if (c <= ' ' || Character.getType(c) == Character.CONTROL || isDirectional(c)) {
        gap = !line.isEmpty();
      } else {
        if (gap) {
          line.append(' ');
          gap = false;
        }
        line.append(c);
      }
    }
    return line.toString();
  }

  /** A URL without its query, which may contain a signature or a token; cut if it is very long. */
  public static String withoutQuery(URI uri) {
    return oneLine(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(), LONGEST_URL);
  }

  /** Characters that make a terminal or browser display the following text in another order. */
  private static boolean isDirectional(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\u2028';
  }
}
