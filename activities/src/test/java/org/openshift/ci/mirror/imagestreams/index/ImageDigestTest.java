package org.openshift.ci.mirror.imagestreams.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDigestTest {

  private static final String HEX =
      "00f1e2d3c4b5a6978869504132231405ffffffffffffffff8000000000000001";

  @Test
  void keepsEveryDigit() {
    ImageDigest digest = ImageDigest.parse("sha256:" + HEX).orElseThrow();
    assertEquals("sha256:" + HEX, digest.toString());
    assertEquals(digest, ImageDigest.parse("sha256:" + HEX).orElseThrow());
    assertNotEquals(
        digest, ImageDigest.parse("sha256:" + HEX.replaceFirst("1$", "2")).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        HEX,
        "sha256:",
        "sha256:00",
        "sha512:" + HEX,
        "SHA256:" + HEX,
        "sha256:" + HEX + "0",
        "sha256:00F1e2d3c4b5a6978869504132231405ffffffffffffffff8000000000000001",
        "sha256:" + HEX + "\n"
      })
  void otherFormsAreNone(String text) {
    assertEquals(Optional.empty(), ImageDigest.parse(text));
  }
}
