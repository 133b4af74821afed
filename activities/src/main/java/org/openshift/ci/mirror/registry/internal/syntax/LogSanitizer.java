package org.openshift.ci.mirror.registry.internal.syntax;

import java.net.URI;
import org.openshift.ci.mirror.log.SafeText;

/** Makes text from registries safe for logs and messages. */
public final class LogSanitizer {

  /** Enough for a repository of 255 characters and two digests. */
  private static final int LONGEST_URL = 600;

  private LogSanitizer() {}

  /**
   * The text on one line, without control characters, without user info and signatures of URLs and
   * without tokens, cut at this length.
   */
  public static String oneLine(String text, int maxLength) {
    // Redacted before it is cut, since part of a secret would not be found.
    return SafeText.oneLine(SafeText.redacted(text), maxLength);
  }

  /**
   * A URL without its user info and its query, which may contain a signature or a token; cut if it
   * is very long.
   */
  public static String withoutQuery(URI uri) {
    String server = uri.getRawAuthority();
    return oneLine(
        uri.getScheme()
            + "://"
            + (server == null ? "" : server.substring(server.lastIndexOf('@') + 1))
            + uri.getRawPath(),
        LONGEST_URL);
  }
}
