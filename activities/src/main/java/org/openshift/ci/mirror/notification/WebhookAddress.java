package org.openshift.ci.mirror.notification;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.openshift.ci.mirror.files.BoundedRead;
import org.openshift.ci.mirror.files.FileErrors;

/**
 * Where the messages of a recipient are sent to. Whoever knows the URL can send messages, so it is
 * a secret: no message quotes it, nor does {@link #toString}.
 */
public final class WebhookAddress {

  /** In bytes. */
  private static final int LONGEST = 4_000;

  private static final int HIGHEST_PORT = 65_535;

  private final String url;
  private final Path file;

  private WebhookAddress(String url, Path file) {
    this.url = url;
    this.file = file;
  }

  /** The address of this URL. */
  static WebhookAddress ofUrl(String url) {
    return new WebhookAddress(url, null);
  }

  /** The address of the URL in this file, which is read for each message. */
  static WebhookAddress inFile(Path file) {
    return new WebhookAddress(null, file);
  }

  /**
   * The URL now.
   *
   * @throws IOException when it cannot be read, or is none; the message does not quote it
   */
  public URI read() throws IOException {
    if (file == null) {
      return parse(url);
    }
    try {
      return parse(new String(BoundedRead.read(file, LONGEST), StandardCharsets.UTF_8).strip());
    } catch (BoundedRead.TooLargeException e) {
      throw new IOException(file + " is larger than the %,d bytes of a URL".formatted(LONGEST), e);
    } catch (NotUrlException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + FileErrors.reason(e), e);
    }
  }

  private static URI parse(String text) throws NotUrlException {
    try {
      URI uri = new URI(text);
      boolean http =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (!http || uri.getHost() == null || uri.getPort() > HIGHEST_PORT) {
        throw new NotUrlException("is not an http or https URL with a host");
      }
      if (uri.getRawUserInfo() != null) {
        throw new NotUrlException("has a user name, which is not supported in a URL");
      }
      return uri;
    } catch (URISyntaxException e) {
      // Its message quotes the text.
      throw new NotUrlException("is not a valid URL");
    }
  }

  private static final class NotUrlException extends IOException {

    private static final long serialVersionUID = 1L;

    NotUrlException(String message) {
      super(message);
    }
  }

  @Override
  public String toString() {
    return file == null ? "(a URL)" : "the URL in " + file;
  }
}
