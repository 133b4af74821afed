package org.openshift.ci.mirror.worker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void keepsAFlagThatOnlyLooksLikeOne() {
    assertEquals(
        List.of("--leader-elections", "--enable-controllers"),
        OriginalFlags.translate("--leader-elections", "--enable-controllers").arguments());
  }
}
