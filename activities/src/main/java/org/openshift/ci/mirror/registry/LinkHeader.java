package org.openshift.ci.mirror.registry;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Link} of paged answers (RFC 8288). */
final class LinkHeader {

  private static final int MAX_LENGTH = 4096;

  /** Possessive throughout, so that no header makes the match go back and forth. */
  private static final Pattern LINK =
      Pattern.compile("<([^<>\"\\s]++)>\\s*+;\\s*+rel\\s*+=\\s*+\"?+(\\w++)");

  private LinkHeader() {}

  /** The next page, if it is on the same server as this one. */
  static Optional<URI> next(URI asked, String header) {
    Matcher link = LINK.matcher(header.substring(0, Math.min(header.length(), MAX_LENGTH)));
    while (link.find()) {
      if (link.group(2).equalsIgnoreCase("next")) {
        return Origins.location(asked, link.group(1)).filter(uri -> Origins.same(uri, asked));
      }
    }
    return Optional.empty();
  }
}
