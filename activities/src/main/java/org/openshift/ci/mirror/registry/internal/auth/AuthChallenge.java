package org.openshift.ci.mirror.registry.internal.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110, 11.6.1).
 *
 * @param scheme lower case: {@code basic}, {@code bearer}
 * @param parameters by name in lower case: {@code realm}, {@code service}, {@code scope}, {@code
 *     error}
 */
public record AuthChallenge(String scheme, Map<String, String> parameters) {

  /** Longer headers are cut; no registry needs more, and the sender may be hostile. */
  private static final int MAX_LENGTH = 8192;

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  boolean isBearer() {
    return scheme.equals("bearer");
  }

  boolean isBasic() {
    return scheme.equals("basic");
  }

  /** The challenges in a header's value; parts that cannot be parsed are ignored. */
  public static List<AuthChallenge> parse(String header) {
    return new Reader(header.substring(0, Math.min(header.length(), MAX_LENGTH))).challenges();
  }

  private static final class Reader {
    private final String text;
    private int position;

    Reader(String text) {
      this.text = text;
    }

    List<AuthChallenge> challenges() {
      List<AuthChallenge> challenges = new ArrayList<>();
      while (true) {
        skip(" \t,");
        String scheme = token();
        if (scheme.isEmpty()) {
          return challenges;
        }
        challenges.add(new AuthChallenge(scheme.toLowerCase(Locale.ROOT), parameters()));
      }
    }

    /** Parameters up to the next scheme, which is a name without '=' after it. */
    private Map<String, String> parameters() {
      Map<String, String> parameters = new TreeMap<>();
      while (true) {
        skip(" \t,");
        int start = position;
        String name = token();
        skip(" \t");
        if (name.isEmpty() || position >= text.length() || text.charAt(position) != '=') {
          position = start;
          return parameters;
        }
        position++;
        skip(" \t");
        parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value());
      }
    }

    private String value() {
      if (position >= text.length() || text.charAt(position) != '"') {
        int start = position;
        while (position < text.length() && ", \t".indexOf(text.charAt(position)) < 0) {
          position++;
        }
        return text.substring(start, position);
      }
      position++;
      StringBuilder value = new StringBuilder();
      while (position < text.length() && text.charAt(position) != '"') {
        if (text.charAt(position) == '\\' && position + 1 < text.length()) {
          position++;
        }
        value.append(text.charAt(position++));
      }
      // Skips the closing quote, unless the text ends before it.
      position = Math.min(position + 1, text.length());
      return value.toString();
    }

    private String token() {
      int start = position;
      while (position < text.length() && isTokenCharacter(text.charAt(position))) {
        position++;
      }
      return text.substring(start, position);
    }

    private void skip(String characters) {
      while (position < text.length() && characters.indexOf(text.charAt(position)) >= 0) {
        position++;
      }
    }

    private static boolean isTokenCharacter(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
  }
}
