package org.openshift.ci.mirror.registry.internal.syntax;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Content digests, {@code algorithm:hex} (OCI image specification, "Digests"). */
public final class Digests {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
  private static final String SHA256 = "sha256:";
  private static final String SHA512 = "sha512:";

  private Digests() {}

  /** Whether this is a valid digest of an algorithm that the engine supports. */
  public static boolean isValid(String digest) {
    // The length is checked first, since a hostile registry's text may be long.
    return digest != null && digest.length() <= 135 && DIGEST.matcher(digest).matches();
  }

  /** Whether this is a valid digest by sha256, the algorithm by which tags are compared. */
  public static boolean isSha256(String digest) {
    return isValid(digest) && digest.startsWith(SHA256);
  }

  /** A new hash of the digest's algorithm. */
  public static MessageDigest hash(String digest) {
    try {
      return MessageDigest.getInstance(digest.startsWith(SHA512) ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256 and SHA-512", e);
    }
  }

  /** The digest computed by a hash of {@link #hash}; resets the hash. */
  public static String result(MessageDigest hash) {
    byte[] bytes = hash.digest();
    return (bytes.length == 64 ? SHA512 : SHA256) + HexFormat.of().formatHex(bytes);
  }

  /** The sha256 digest of these bytes. */
  public static String sha256(byte[] bytes) {
    MessageDigest hash = hash("");
    hash.update(bytes);
    return result(hash);
  }

  /** Whether the bytes have that digest. */
  public static boolean matches(String digest, byte[] bytes) {
    MessageDigest hash = hash(digest);
    hash.update(bytes);
    return result(hash).equals(digest);
  }
}
