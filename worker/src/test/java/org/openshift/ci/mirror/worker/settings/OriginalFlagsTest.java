package org.openshift.ci.mirror.worker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalFlagsTest {

  @Test
  void removesThePrefix() {
    assertEquals(
        List.of("--additional-image-stream-tag=ocp/4.22:cli", "--dry-run=false"),
        OriginalFlags.translate(
                "--quayIOCIImagesDistributorOptions.additional-image-stream-tag=ocp/4.22:cli",
                "--dry-run=false")
            .arguments());
  }

  @Test
  void removesFlagsThatTemporalReplaces() {
    OriginalFlags.Translated translated =
        OriginalFlags.translate(
            "--leader-election-namespace=ci",
            "--leader-election-suffix",
            "-test-suffix-is-a-flag",
            "--leader-election-lease",
            "60s",
            "--enable-controller=quay_io_ci_images_distributor",
            "--dry-run=true");
    assertEquals(List.of("-test-suffix-is-a-flag", "--dry-run=true"), translated.arguments());
    assertEquals(
        List.of(
            "--leader-election-namespace",
            "--leader-election-suffix",
            "--leader-election-lease",
            "--enable-controller"),
        translated.notNeeded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--leader-election-suffix=-me",
        "--leader-election-suffix -me --dry-run=false",
        "--dry-run --leader-election-suffix=-me --dry-run=false",
        "--leader-election-suffix=-me --dry-run false"
      })
  void refusesASuffixWithoutADryRun(String commandLine) {
    assertEquals(
        Optional.of(
            "--leader-election-suffix is for runs beside the real one, so it needs --dry-run"),
        OriginalFlags.refusal(commandLine.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--leader-election-suffix=",
        "--leader-election-suffix=-me --dry-run",
        "--leader-election-suffix=-me --dry-run=true",
        "--dry-run true --leader-election-suffix -me",
        "--dry-run --leader-election-suffix=-me --config=a",
        "--leader-election-namespace=ci"
      })
  void takesASuffixWithADryRun(String commandLine) {
    assertEquals(Optional.empty(), OriginalFlags.refusal(commandLine.split(" ", -1)));
  }

  @Test
  void keepsAFlagThatOnlyLooksLikeOne() {
    assertEquals(
        List.of("--leader-elections", "--enable-controllers"),
        OriginalFlags.translate("--leader-elections", "--enable-controllers").arguments());
  }
}
