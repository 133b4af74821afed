package org.openshift.ci.mirror.watchrules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Short texts that are equal, in every process, where the same things are listed. */
public final class Fingerprint {

  private static final int BYTES = 8;

  private Fingerprint() {}

  /** Of these things, in whatever order they come. */
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
