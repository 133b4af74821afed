package org.openshift.ci.mirror.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A blob of a test image. Random ones are made anew each time they are read, so that a layer of a
 * gibibyte needs no memory.
 *
 * @param mediaType as the manifest names it
 * @param digest {@code sha256:…}, computed here
 * @param size in bytes
 * @param content opens the bytes
 */
public record TestBlob(String mediaType, String digest, long size, Supplier<InputStream> content) {

  /** A blob of these bytes. */
  public static TestBlob of(String mediaType, byte[] bytes) {
    return new TestBlob(
        mediaType, sha256(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /** A blob of pseudo-random bytes, which do not compress; the same seed gives the same bytes. */
  public static TestBlob random(String mediaType, long seed, long size) {
    Supplier<InputStream> content = () -> new RandomInputStream(seed, size);
    MessageDigest hash = hash();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = content.get()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hash.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestBlob(
        mediaType, "sha256:" + HexFormat.of().formatHex(hash.digest()), size, content);
  }

  /** The digest of these bytes, as registries write it. */
  public static String sha256(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(hash().digest(bytes));
  }

  /** The digest of these bytes by the other algorithm that registries know. */
  public static String sha512(byte[] bytes) {
    return "sha512:" + HexFormat.of().formatHex(hash("SHA-512").digest(bytes));
  }

  /** All bytes, for a small blob. */
  public byte[] bytes() {
    try (InputStream in = content.get()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest hash() {
    return hash("SHA-256");
  }

  private static MessageDigest hash(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static final class RandomInputStream extends InputStream {
    private final SplittableRandom random;
    private final byte[] chunk = new byte[8192];
    private int used = chunk.length;
    private long left;

    RandomInputStream(long seed, long size) {
      random = new SplittableRandom(seed);
      left = size;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      if (used == chunk.length) {
        random.nextBytes(chunk);
        used = 0;
      }
      int count = (int) Math.min(Math.min(length, chunk.length - used), left);
      System.arraycopy(chunk, used, target, offset, count);
      used += count;
      left -= count;
      return count;
    }
  }
}
