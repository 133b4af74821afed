package org.openshift.ci.mirror.registry.internal.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/** The header {@code Link} of paged answers (RFC 8288). */
public final class LinkHeader {

  private static final int MAX_LENGTH = 4096;

  /** All quantifiers are possessive, so that no header can cause backtracking. */
  private static final Pattern LINK =
      Pattern.compile("<([^<>\"\\s]++)>\\s*+;\\s*+rel\\s*+=\\s*+\"?+(\\w++)");

  private LinkHeader() {}

  /** The URL of the next page, if it is on the same server as this one. */
  public static Optional<URI> next(URI asked, String header) {
    Matcher link = LINK.matcher(header.substring(0, Math.min(header.length(), MAX_LENGTH)));
    while (link.find()) {
      if (link.group(2).equalsIgnoreCase("next")) {
        return UrlPolicy.location(asked, link.group(1)).filter(uri -> UrlPolicy.same(uri, asked));
      }
    }
    return Optional.empty();
  }
}
