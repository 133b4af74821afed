package org.openshift.ci.mirror.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A request body that is read once from a stream and hashed while it is sent. */
final class HashingEntity extends AbstractHttpEntity {

  /** Larger buffers were not faster between two registries on one machine. */
  private static final int BUFFER = 128 * 1024;

  private final InputStream content;
  private final long size;
  private final MessageDigest hash = sha256();

  HashingEntity(InputStream content, long size) {
    super(ContentType.APPLICATION_OCTET_STREAM, null);
    this.content = content;
    this.size = size;
  }

  /** The digest of the bytes that were sent. */
  String digest() {
    return "sha256:" + HexFormat.of().formatHex(hash.digest());
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(size, 1))];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      hash.update(buffer, 0, read);
      out.write(buffer, 0, read);
    }
  }

  @Override
  public long getContentLength() {
    return size;
  }

  @Override
  public InputStream getContent() {
    return content;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
