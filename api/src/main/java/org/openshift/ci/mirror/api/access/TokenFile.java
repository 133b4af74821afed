package org.openshift.ci.mirror.api.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file that holds a bearer token. It is read for each request, so that a token can be replaced by
 * writing the file, as Kubernetes does with a mounted secret.
 */
public final class TokenFile {

  /** The tokens that an Authorization header can carry (RFC 6750, section 2.1). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /** Far above any token, so that a wrong file is not read as a whole. */
  private static final int MAX_BYTES = 8 * 1024;

  /** Below it, a token can be guessed. */
  private static final int MIN_LENGTH = 16;

  private static final String THE_FILE = "the file of this service's flag --trigger-token-file";

  private final Path path;

  public TokenFile(Path path) {
    this.path = path;
  }

  /** The file holds no usable token. The message says why, without the file's content. */
  public static final class UnusableException extends Exception {

    private final String forClients;

    private UnusableException(String message, String forClients) {
      super(message);
      this.forClients = forClients;
    }

    /** The message without the file's path, which is nobody's business outside of this machine. */
    String forClients() {
      return forClients;
    }
  }

  /**
   * The token that the file holds now, without surrounding white space.
   *
   * @throws UnusableException when the file cannot be read or does not hold exactly one token
   */
  String read() throws UnusableException {
    String text;
    try (InputStream file = Files.newInputStream(path)) {
      text = new String(file.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      throw new UnusableException("there is no file " + path, THE_FILE + " does not exist");
    } catch (IOException e) {
      throw new UnusableException(
          "cannot read " + path + " (" + e.getMessage() + ")", THE_FILE + " cannot be read");
    }
    if (text.isEmpty()) {
      throw unusable("is empty; write a token into it");
    }
    if (!TOKEN.matcher(text).matches()) {
      throw unusable("must hold one token of letters, digits and '-._~+/=', but does not");
    }
    return text;
  }

  /**
   * The token that the file holds now, if it cannot be guessed.
   *
   * @throws UnusableException when the file holds none, or one that is too short
   */
  public String readLong() throws UnusableException {
    String token = read();
    if (token.length() < MIN_LENGTH) {
      throw unusable(
          ("holds a token of fewer than %d characters, which can be guessed; write a longer one, such"
                  + " as the output of 'openssl rand -hex 24'")
              .formatted(MIN_LENGTH));
    }
    return token;
  }

  private UnusableException unusable(String why) {
    return new UnusableException("the file " + path + " " + why, THE_FILE + " " + why);
  }
}
