package org.openshift.ci.mirror.api.trigger;

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

  private final Path path;

  public TokenFile(Path path) {
    this.path = path;
  }

  /** The file holds no usable token. The message says why, without the file's content. */
  public static final class UnusableException extends Exception {
    private UnusableException(String message) {
      super(message);
    }
  }

  /**
   * The token that the file holds now, without surrounding white space.
   *
   * @throws UnusableException when the file cannot be read or does not hold exactly one token
   */
  public String read() throws UnusableException {
    String text;
    try (InputStream file = Files.newInputStream(path)) {
      text = new String(file.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      throw new UnusableException("there is no file " + path);
    } catch (IOException e) {
      throw new UnusableException("cannot read " + path + " (" + e.getMessage() + ")");
    }
    if (text.isEmpty()) {
      throw new UnusableException("the file " + path + " is empty; write a token into it");
    }
    if (!TOKEN.matcher(text).matches()) {
      throw new UnusableException(
          "the file "
              + path
              + " must hold one token of letters, digits and '-._~+/=', but does not");
    }
    return text;
  }
}
