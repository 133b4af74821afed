package org.openshift.ci.mirror.registry.internal.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.CancelledException;
import org.openshift.ci.mirror.registry.internal.http.ContentRange;
import org.openshift.ci.mirror.registry.internal.http.HttpTransport;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestBody;
import org.openshift.ci.mirror.registry.internal.http.SourceFailedException;
import org.openshift.ci.mirror.registry.internal.http.Watchdog;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;

/**
 * Streams a blob from source to target and computes its digest. The last bytes are sent only when
 * the digest is right, so a target never gets a wrong blob to store. When the connection to the
 * source breaks, the rest is requested by range. When the target redirects the upload, the blob is
 * read from its beginning again.
 */
final class BlobStream implements RequestBody, AutoCloseable {

  private static final int BUFFER = 128 * 1024;

  /**
   * How often the source may be resumed. At least one byte must have arrived before a break, and
   * {@link Watchdog#LEAST_BYTES} since the last break before a stall; otherwise the blob fails.
   */
  private static final int MAX_RESUMES = 5;

  private final BlobClient client;
  private final Repository source;
  private final Descriptor blob;
  private final AtomicLong progress;
  private MessageDigest hash;
  private final ByteArrayOutputStream copy;
  private RegistryResponse response;

  /** Whether the source compresses what it sends, so that no range of it can be requested. */
  private boolean compressed;

  private boolean written;

  /** Bytes of the blob: what the source announces, else what the manifest says. */
  private long size = -1;

  private long read;
  private long readBefore;
  private int resumes;

  /**
   * Opens the blob at the source.
   *
   * @param progress set to the number of bytes sent to the target
   * @param copy also receives the bytes; null for none
   */
  BlobStream(
      BlobClient client,
      Repository source,
      Descriptor blob,
      AtomicLong progress,
      ByteArrayOutputStream copy) {
    this.copy = copy;
    this.client = client;
    this.source = source;
    this.blob = blob;
    this.progress = progress;
    open();
  }

  /** Requests the blob from its beginning. */
  private void open() {
    hash = Digests.hash(blob.digest());
    read = 0;
    readBefore = 0;
    response = client.open(source, blob, 0);
    // Storage may call a layer compressed that was uploaded as it is.
    compressed = response.isCompressed() && response.length() != blob.size();
    long announced = compressed || response.length() < 0 ? blob.size() : response.length();
    // What is kept in memory was chosen by the size in the manifest.
    long required = copy != null ? blob.size() : size;
    if (required >= 0 && announced != required) {
      response.close();
      throw corrupt("has %d bytes, and %d were expected".formatted(announced, required));
    }
    size = announced;
    if (size == 0 && !Digests.matches(blob.digest(), new byte[0])) {
      // Later, the target would already have all that there is to send.
      response.close();
      throw corrupt("has no bytes");
    }
  }

  @Override
  public String contentType() {
    return "application/octet-stream";
  }

  @Override
  public long length() {
    return size;
  }

  @Override
  public boolean mayBeSentTwice() {
    return false;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      if (written) {
        startAgain();
      }
      written = true;
      byte[] buffer = new byte[BUFFER];
      while (read < size) {
        int count = readSome(buffer);
        hash.update(buffer, 0, count);
        if (copy != null) {
          copy.write(buffer, 0, count);
        }
        read += count;
        if (read == size) {
          verify();
        }
        out.write(buffer, 0, count);
        progress.set(read);
      }
    } catch (RegistryException e) {
      throw new SourceFailedException(e);
    }
  }

  private void startAgain() {
    response.close();
    progress.set(0);
    if (copy != null) {
      copy.reset();
    }
    open();
  }

  @Override
  public void close() {
    response.close();
  }

  private int readSome(byte[] buffer) {
    int wanted = (int) Math.min(buffer.length, size - read);
    while (true) {
      try {
        InputStream content = compressed ? response.content() : response.body();
        int count = content.read(buffer, 0, wanted);
        if (count > 0) {
          return count;
        }
        resume(new IOException("it ended after %d of %d bytes".formatted(read, size)));
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw CancelledException.interrupted();
        }
        resume(response.expired() ? new HttpTransport.StalledException() : e);
      }
    }
  }

  /** Requests the rest of the blob, or throws. */
  private void resume(IOException why) {
    response.close();
    RegistryRequest request = BlobClient.readRequest(source, blob);
    boolean stalled =
        why instanceof HttpTransport.StalledException || why instanceof SocketTimeoutException;
    boolean drips = stalled && read - readBefore < Watchdog.LEAST_BYTES;
    if (read == 0 || compressed || drips || ++resumes > MAX_RESUMES) {
      throw RegistryFailures.ofBreak(request, why);
    }
    readBefore = read;
    response = client.open(source, blob, read);
    boolean rest =
        response.status() == 206
            && ContentRange.startsAt(response.header("Content-Range").orElse(""), read);
    if (!rest) {
      response.close();
      throw RegistryFailures.ofBreak(request, why);
    }
  }

  private void verify() {
    String actual = Digests.result(hash);
    if (!actual.equals(blob.digest())) {
      throw corrupt("sent bytes whose digest is " + actual);
    }
  }

  private RegistryException corrupt(String why) {
    return RegistryFailures.of(
        RegistryError.CONTENT_CORRUPT, BlobClient.readRequest(source, blob), why);
  }
}
