package org.openshift.ci.mirror.bench;

import org.openshift.ci.mirror.bench.images.ImageSet;
import picocli.CommandLine.Option;

/** Which images are copied. */
final class SetOptions {

  private static final long SEED = 4711;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Images of the set. Default: ${DEFAULT-VALUE}.")
  int images = 60;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description =
          "Factor of the layers' sizes (30 + 10 MB shared by ten images, 4 + 1 MB of their own)."
              + " Default: ${DEFAULT-VALUE}.")
  double scale = 1;

  /** The set. */
  ImageSet set(CommonOptions common) {
    common.requirePositive("--images", images);
    common.requirePositive("--scale", scale);
    return ImageSet.layered("bench", images, scale, SEED);
  }
}
