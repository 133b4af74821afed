package org.openshift.ci.mirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateTagTest {

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
        DateTag.pullSpec("127.0.0.1:5051/openshift/ci:a_b_c", "sha256:abc", moment));
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
    assertEquals(dated, DateTag.isOf(tag, "sha256:abc"));
  }

  @Test
  void aDateTagIsReadToTheLetter() {
    String hex = "0a".repeat(32);
    assertEquals(
        Optional.of(new DateTag(LocalDate.of(2024, 2, 29), "sha256:" + hex)),
        DateTag.parse("20240229_sha256_" + hex));
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
      assertEquals(Optional.empty(), DateTag.parse(other), other);
    }
  }
}
