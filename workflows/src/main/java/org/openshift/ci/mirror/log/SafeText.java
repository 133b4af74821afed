package org.openshift.ci.mirror.log;

import java.util.regex.Pattern;

/** Makes text of strangers safe for logs and messages. */
public final class SafeText {

  private static final String CREDENTIAL = "(credential)";

  /** User and password of a URL; the host follows. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#@\\s]{1,2000}@");

  /**
   * Parameters of a URL that let their bearer in: those of presigned URLs (AWS signature version 4
   * and 2, Google Cloud Storage, Azure shared access signatures, CloudFront), and tokens.
   */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(?i)([?&;](?:[\\w-]*signature|sig|[\\w-]*credential|[\\w-]*security-token|[\\w-]*token"
              + "|awsaccesskeyid|googleaccessid|key-pair-id|policy)=)[^&\\s\"'<>]+");

  /** Tokens of OpenShift and Kubernetes, and what stands in an {@code Authorization} header. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "sha256~[\\w-]{10,}|eyJ[\\w-]{5,}\\.[\\w-]{5,}\\.[\\w-]*"
              + "|(?<=(?i:bearer|basic) )(?=\\S*[0-9=])[\\w.~+/=-]{8,}");

  private SafeText() {}

  /** The text on one line, without control and formatting characters, cut at this length. */
  public static String oneLine(String text, int maxLength) {
    StringBuilder line = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      if (line.length() >= maxLength) {
        return line.append('…').toString();
      }
      char c = text.charAt(i);
      if (isBlank(c)) {
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

  /** Whether nothing of the text needs to be replaced to show it. */
  public static boolean isVisible(String text) {
    return text.chars().noneMatch(c -> isUnsafe((char) c));
  }

  /**
   * The text with each control and formatting character replaced, so that it stays on its line and
   * a terminal does what it says.
   */
  public static String visible(String text) {
    if (isVisible(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (isUnsafe(line.charAt(i))) {
        line.setCharAt(i, '?');
      }
    }
    return line.toString();
  }

  /** The text without user info and signatures of URLs, and without tokens. */
  public static String redacted(String text) {
    String rest = text;
    if (rest.contains("://")) {
      rest = USER_INFO.matcher(rest).replaceAll(CREDENTIAL + "@");
    }
    if (rest.indexOf('=') >= 0) {
      rest = SIGNATURE.matcher(rest).replaceAll("$1" + CREDENTIAL);
    }
    return TOKEN.matcher(rest).replaceAll(CREDENTIAL);
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || isUnsafe(c);
  }

  /**
   * Control characters, separators of lines, and characters that make a terminal or browser display
   * the text around them in another order or not at all.
   */
  private static boolean isUnsafe(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
