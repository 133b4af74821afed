package org.openshift.ci.mirror.registry.internal.syntax;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Finds what is wrong with a pull spec, in words for the person who wrote it. The grammar is that
 * of docker's references; a text without such a fault may still depart from it.
 */
public final class PullSpecFaults {

  private static final int LONGEST_TAG = 128;
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/{2}.*");

  /** sha256 or sha512 with any text; another algorithm with at least 32 hex digits. */
  private static final Pattern DIGEST =
      Pattern.compile("(?s)(sha256|sha512):.*|[a-z0-9]+:[0-9a-f]{32,}");

  /** A host name with a dot, and a path, without tag or password (both contain a colon). */
  private static final Pattern IMAGE = Pattern.compile("[^:@/]+\\.[^:@/]+/[^:@]*");

  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  private PullSpecFaults() {}

  /** The first fault of the text; empty when it has none of the usual ones. */
  public static Optional<String> find(String text) {
    return Optional.ofNullable(
        text.isEmpty() ? "it is empty" : first(ofCharacters(text), () -> ofParts(text)));
  }

  /**
   * Where the text goes on after a user name or password: after the last {@code @} that separates
   * no digest; 0 when there is none. A password may have slashes and at signs itself.
   */
  public static int endOfCredential(String text) {
    int at = text.lastIndexOf('@');
    while (at >= 0 && separatesDigest(text, at)) {
      at = text.lastIndexOf('@', at - 1);
    }
    return at + 1;
  }

  private static boolean separatesDigest(String text, int at) {
    String after = text.substring(at + 1);
    return DIGEST.matcher(after).matches()
        || (after.isEmpty() && IMAGE.matcher(text.substring(0, at)).matches());
  }

  private static String ofCharacters(String text) {
    if (isBlank(text.charAt(0))) {
      return "it begins with " + name(text.charAt(0));
    }
    if (isBlank(text.charAt(text.length() - 1))) {
      return "it ends with " + name(text.charAt(text.length() - 1));
    }
    return text.chars()
        .filter(character -> character <= ' ' || character >= 0x7f)
        .mapToObj(character -> "it contains " + name((char) character))
        .findFirst()
        .orElse(null);
  }

  private static String ofParts(String text) {
    if (SCHEME.matcher(text).matches()) {
      String scheme = text.substring(0, text.indexOf("//") + 2);
      return "it begins with '" + scheme + "'; leave that out";
    }
    int at = text.indexOf('@');
    if (endOfCredential(text) > 0 || (at >= 0 && text.indexOf('/', at) >= 0)) {
      return "it has a user name or an '@' before its repository; credentials are in the file of"
          + " --registry-config";
    }
    String name = at < 0 ? text : text.substring(0, at);
    int slash = name.indexOf('/');
    String host = slash < 0 ? "" : name.substring(0, slash);
    boolean hasHost = host.matches(".*[.:\\[A-Z].*") || host.equals("localhost");
    return first(
        hasHost ? ofHost(host) : null, () -> ofPath(hasHost ? name.substring(slash + 1) : name));
  }

  private static String ofHost(String host) {
    if (host.startsWith("[") || host.indexOf(':') != host.lastIndexOf(':')) {
      return "IPv6 addresses are not supported; use a host name";
    }
    int colon = host.indexOf(':');
    if (colon >= 0 && !PORT.matcher(host.substring(colon + 1)).matches()) {
      return "'" + host.substring(colon + 1) + "' is not a port";
    }
    String server = colon < 0 ? host : host.substring(0, colon);
    return server
        .chars()
        .filter(character -> !isLetterOrDigit(character) && ".-".indexOf(character) < 0)
        .mapToObj(
            character ->
                "its host '%s' has a '%c', which no host name may have"
                    .formatted(server, character))
        .findFirst()
        .orElse(null);
  }

  private static String ofPath(String path) {
    int colon = path.indexOf(':');
    String repository = colon < 0 ? path : path.substring(0, colon);
    String tag = colon < 0 ? null : path.substring(colon + 1);
    if (repository.isEmpty()) {
      return "its repository is missing";
    }
    String lower = repository.toLowerCase(Locale.ROOT);
    if (!lower.equals(repository)) {
      return "its repository must be lower case: '" + lower + "'";
    }
    return first(ofRepository(repository), () -> tag == null ? null : ofTag(tag));
  }

  private static String ofRepository(String repository) {
    for (int i = 0; i < repository.length(); i++) {
      char character = repository.charAt(i);
      if (!isLetterOrDigit(character) && "._-/".indexOf(character) < 0) {
        return "its repository has a '" + character + "'";
      }
    }
    for (String part : repository.split("/", -1)) {
      if (part.isEmpty()) {
        return "a part of its repository is empty";
      }
      if (!isLetterOrDigit(part.charAt(0)) || !isLetterOrDigit(part.charAt(part.length() - 1))) {
        return "the part '%s' of its repository must begin and end with a letter or digit"
            .formatted(part);
      }
    }
    return null;
  }

  private static String ofTag(String tag) {
    if (tag.isEmpty()) {
      return "its tag is empty";
    }
    if (tag.length() > LONGEST_TAG) {
      return "its tag has %d characters, and a registry takes at most %d"
          .formatted(tag.length(), LONGEST_TAG);
    }
    if (tag.indexOf(':') >= 0) {
      return "it has two tags";
    }
    for (int i = 0; i < tag.length(); i++) {
      if (!isLetterOrDigit(tag.charAt(i)) && "._-".indexOf(tag.charAt(i)) < 0) {
        return "its tag has a '" + tag.charAt(i) + "'";
      }
    }
    return ".-".indexOf(tag.charAt(0)) < 0 ? null : "its tag begins with a '" + tag.charAt(0) + "'";
  }

  private static String first(String fault, Supplier<String> otherwise) {
    return fault == null ? otherwise.get() : fault;
  }

  private static boolean isLetterOrDigit(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static String name(char character) {
    return switch (character) {
      case ' ' -> "a space";
      case '\t' -> "a tab";
      case '\r', '\n' -> "a line break";
      default -> "the character U+%04X".formatted((int) character);
    };
  }
}
