package org.openshift.ci.mirror.registry.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** An answer of a registry; to be closed, which hands its connection back. */
public final class RegistryResponse implements AutoCloseable {

  /** Reading this much to keep a connection is cheaper than opening another. */
  private static final int WORTH_READING = 64 * 1024;

  private final ClassicHttpResponse response;
  private final Watchdog.Watch watch;
  private final InputStream body;

  RegistryResponse(ClassicHttpResponse response, Watchdog.Watch watch) throws IOException {
    this.response = response;
    this.watch = watch;
    HttpEntity entity = response.getEntity();
    this.body =
        entity == null ? InputStream.nullInputStream() : new WatchedStream(entity.getContent());
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

  /** The body; empty when there is none. */
  public InputStream body() {
    return body;
  }

  /** Length of the body as announced; -1 when it is not. */
  public long length() {
    HttpEntity entity = response.getEntity();
    return entity == null ? -1 : entity.getContentLength();
  }

  /** The first bytes of the body, at most that many; what breaks while reading is left out. */
  public byte[] beginning(int maxBytes) {
    try {
      return body.readNBytes(maxBytes);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Whether the request was ended for taking too long. */
  public boolean expired() {
    return watch.expired();
  }

  @Override
  public void close() {
    boolean ended = false;
    try {
      ended = body.skip(WORTH_READING) < WORTH_READING && body.read() < 0;
    } catch (IOException e) {
      // The connection is of no more use; closed below.
    } finally {
      if (!ended) {
        // The client would read the rest first: gigabytes of a layer, or what never ends.
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
      // Nothing is left to be done with it.
    }
  }

  /** Tells the watchdog when the peer is waited for. */
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
