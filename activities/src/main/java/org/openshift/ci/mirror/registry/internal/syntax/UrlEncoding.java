package org.openshift.ci.mirror.registry.internal.syntax;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a valid URL (RFC 3986) of the text that a server sends in place of one. Storage services
 * sign addresses that contain characters such as {@code |} and {@code "} in their queries; browsers
 * and other tools encode these and go on.
 */
final class UrlEncoding {

  /** The parts of any text (RFC 3986, appendix B). */
  private static final Pattern PARTS =
      Pattern.compile("([^:/?#]+:)?(//[^/?#]*)?([^?#]*)(\\?[^#]*)?(?:#.*)?", Pattern.DOTALL);

  private static final String IN_PATH = "-._~!$&'()*+,;=:@/";
  private static final String IN_QUERY = IN_PATH + "?[]";

  private UrlEncoding() {}

  /**
   * The text with all characters encoded that a path or a query must not contain, and without its
   * fragment, which is never sent. Scheme and host stay as they are. Control characters stay too:
   * they are no part of an address.
   */
  static String encoded(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return text;
    }
    return part(parts, 1)
        + part(parts, 2)
        + encoded(part(parts, 3), IN_PATH)
        + encoded(part(parts, 4), IN_QUERY);
  }

  /** The scheme, host and port of such a text, for messages: the rest may be secret. */
  static String origin(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return "";
    }
    String authority = part(parts, 2);
    int at = authority.lastIndexOf('@');
    return part(parts, 1) + (at < 0 ? authority : "//" + authority.substring(at + 1));
  }

  private static String part(Matcher parts, int group) {
    return parts.group(group) == null ? "" : parts.group(group);
  }

  private static String encoded(String part, String allowed) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (isLetterOrDigit(c) || allowed.indexOf(c) >= 0 || c < ' ' || c == 127) {
        text.append(c);
      } else if (c == '%' && isHex(part, i + 1) && isHex(part, i + 2)) {
        text.append(c);
      } else if (c <= 0xff) {
        // The bytes of a header are read as ISO 8859-1, so this is one of its bytes.
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        text.append(URLEncoder.encode(String.valueOf(c), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128;
  }
}
