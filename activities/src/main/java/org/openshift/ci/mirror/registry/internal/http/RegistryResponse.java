package org.openshift.ci.mirror.registry.internal.http;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** An answer of a registry. Must be closed, which returns its connection to the pool. */
public final class RegistryResponse implements AutoCloseable {

  /** Reading up to this much to keep a connection is cheaper than opening another. */
  private static final int WORTH_READING = 64 * 1024;

  private final RegistryRequest request;
  private final ClassicHttpResponse response;
  private final Watchdog.Watch watch;
  private final InputStream body;
  private InputStream content;

  RegistryResponse(RegistryRequest request, ClassicHttpResponse response, Watchdog.Watch watch)
      throws IOException {
    this.request = request;
    this.response = response;
    this.watch = watch;
    HttpEntity entity = response.getEntity();
    this.body =
        entity == null ? InputStream.nullInputStream() : new WatchedStream(entity.getContent());
  }

  /** The request that it answers, after all redirects. */
  public RegistryRequest request() {
    return request;
  }

  public int status() {
    return response.getCode();
  }

  public boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** All values of a header. */
  public Iterable<String> headers(String name) {
    return Arrays.stream(response.getHeaders(name)).map(Header::getValue).toList();
  }

  /** The body as it was sent; an empty stream when there is none. */
  public InputStream body() {
    return body;
  }

  /**
   * Whether the body is said to be compressed. No request asks for that, but a server may do so all
   * the same (RFC 9110, 12.5.3), and other tools ask for it.
   */
  public boolean isCompressed() {
    String coding = header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    return coding.equals("gzip") || coding.equals("x-gzip");
  }

  /** The body without its compression; as it was sent if it has none, whatever is said of it. */
  public InputStream content() throws IOException {
    if (content == null) {
      content = isCompressed() ? decompressed() : body;
    }
    return content;
  }

  private InputStream decompressed() throws IOException {
    BufferedInputStream sent = new BufferedInputStream(body);
    sent.mark(2);
    boolean gzip = sent.read() == 0x1f && sent.read() == 0x8b;
    sent.reset();
    return gzip ? new GZIPInputStream(sent) : sent;
  }

  /** The announced length of the body as it is sent, in bytes; -1 when it was not announced. */
  public long length() {
    HttpEntity entity = response.getEntity();
    return entity == null ? -1 : entity.getContentLength();
  }

  /** The whole content; empty when it is larger than this. */
  public Optional<byte[]> wholeBody(int maxBytes) throws IOException {
    byte[] bytes = content().readNBytes(maxBytes + 1);
    return bytes.length > maxBytes ? Optional.empty() : Optional.of(bytes);
  }

  /** The first bytes of the content, at most this many; empty when they cannot be read. */
  public byte[] beginning(int maxBytes) {
    try {
      return content().readNBytes(maxBytes);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Whether the watchdog aborted the request. */
  public boolean expired() {
    return watch.expired();
  }

  @Override
  public void close() {
    boolean ended = false;
    try {
      ended = body.skip(WORTH_READING) < WORTH_READING && body.read() < 0;
    } catch (IOException e) {
      // The connection is broken; it is closed below.
    } finally {
      if (!ended) {
        // Otherwise the client would first read the rest: gigabytes of a layer, or an endless
        // answer.
        watch.abort();
      }
      watch.close();
      closeConnectionUnlessReturned();
    }
  }

  private void closeConnectionUnlessReturned() {
    try {
      response.close();
    } catch (IOException e) {
      // There is nothing left to do.
    }
  }

  /** Informs the watchdog while it waits for the peer. */
  private final class WatchedStream extends FilterInputStream {

    WatchedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      watch.begin();
      int count = in.read(target, offset, length);
      watch.end(Math.max(count, 0));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      byte[] scratch = new byte[8192];
      long left = count;
      while (left > 0) {
        int read = read(scratch, 0, (int) Math.min(left, scratch.length));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      return count - left;
    }
  }
}
