package org.openshift.ci.mirror.registry.internal.syntax;

import java.net.URI;

/** Makes what strangers sent fit for a message. */
public final class LogSanitizer {

  /** A repository of 255 characters and two digests fit. */
  private static final int LONGEST_URL = 600;

  private LogSanitizer() {}

  /** One line without control characters, at most that long. */
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

  /** A URL without its query, which may hold a signature or a token; cut where it is very long. */
  public static String withoutQuery(URI uri) {
    return oneLine(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(), LONGEST_URL);
  }

  /** Characters that make a terminal or browser show the rest in another order. */
  private static boolean isDirectional(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\u2028';
  }
}
