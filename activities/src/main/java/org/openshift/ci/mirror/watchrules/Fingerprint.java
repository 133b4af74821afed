package org.openshift.ci.mirror.watchrules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Short hashes of sets of things, equal in every process for equal sets. */
public final class Fingerprint {

  private static final int BYTES = 8;

  private Fingerprint() {}

  /** The fingerprint of these things, by their texts and independent of their order. */
  public static String of(Stream<?> things) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      things
          .map(Object::toString)
          .sorted()
          .forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
