package org.openshift.ci.mirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTagsTest {

  private static final String QCI = "quay.io/openshift/ci";

  @Test
  void theFloatingTagHasTheTagsName() {
    assertEquals(
        "quay.io/openshift/ci:ocp_4.20_cli",
        DestinationTags.floating(QCI, TagReference.parse("ocp/4.20:cli")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T00:00:00Z, 20260301",
    "2026-03-01T23:59:59.999Z, 20260301",
    "2026-03-02T00:00:00Z, 20260302",
    "2026-12-31T23:30:00-01:00, 20270101"
  })
  void theDateTagHasTheUtcDay(String at, String day) {
    Instant moment = OffsetDateTime.parse(at).toInstant();
    assertEquals(
        "127.0.0.1:5051/openshift/ci:" + day + "_sha256_abc",
        DestinationTags.dated("127.0.0.1:5051/openshift/ci:a_b_c", "sha256:abc", moment));
  }

  @ParameterizedTest
  @CsvSource({
    "20260301_sha256_abc, true",
    "19991231_sha256_abc, true",
    "20260301_sha256_abcd, false",
    "20260301_sha512_abc, false",
    "2026030x_sha256_abc, false",
    "2026030_sha256_abc, false",
    "20260301, false",
    "ocp_4.20_cli, false"
  })
  void recognizesADateTagOfAnyDay(String tag, boolean dated) {
    assertEquals(dated, DestinationTags.isDated(tag, "sha256:abc"));
  }

  @Test
  void aTagOfTheLongestLengthIsFine() {
    assertEquals(Optional.empty(), problem("t".repeat(124)));
  }

  @Test
  void aTagThatIsTooLongIsNamedWithItsLength() {
    Problem problem = problem("t".repeat(125)).orElseThrow();
    assertEquals(MirrorErrorType.DESTINATION_TAG_INVALID, problem.type());
    assertTrue(
        problem.message().contains("has 129 characters, and a registry takes at most 128"),
        problem.message());
    assertTrue(problem.message().startsWith("n/s:ttt"), problem.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a~b", "ä", "a@b"})
  void aTagWithACharacterThatNoRegistryTakesIsNamed(String tag) {
    String message = problem(tag).orElseThrow().message();
    assertTrue(message.contains("n_s_" + tag + ", is not a tag a registry takes"), message);
  }

  private static Optional<Problem> problem(String tag) {
    return DestinationTags.problemOf(new TagReference("n", "s", tag));
  }

  @Test
  void aDateTagIsReadToTheLetter() {
    String hex = "0a".repeat(32);
    assertEquals(
        Optional.of(new DestinationTags.DateTag(LocalDate.of(2024, 2, 29), "sha256:" + hex)),
        DestinationTags.dateTag("20240229_sha256_" + hex));
    for (String other :
        List.of(
            "20230229_sha256_" + hex,
            "20241301_sha256_" + hex,
            "00000101_sha256_" + hex.toUpperCase(Locale.ROOT),
            "2024029_sha256_" + hex,
            "20240229_sha256_" + hex + "0",
            "20240229_sha256_" + hex + "\n",
            "x20240229_sha256_" + hex,
            "٢٠٢٤٠٢٢٩_sha256_" + hex,
            "ocp_4.22_cli")) {
      assertEquals(Optional.empty(), DestinationTags.dateTag(other), other);
    }
  }
}
