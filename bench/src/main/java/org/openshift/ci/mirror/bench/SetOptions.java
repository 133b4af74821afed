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
      names = "--streams",
      paramLabel = "N",
      description =
          "Image streams that the images are tags of, at most one for each image. Each is one"
              + " source repository, and 'oc' asks each for five manifests and blobs a second"
              + " at most. Default: ${DEFAULT-VALUE}, as of a release.")
  int streams = 1;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description =
          "Factor of the layers' sizes (30 + 10 MB shared by ten images, 4 + 1 MB of their own)."
              + " Default: ${DEFAULT-VALUE}.")
  double scale = 1;

  /** Refuses what no set can be made of. */
  void check(CommonOptions common) {
    common.requirePositive("--images", images);
    common.requirePositive("--streams", streams);
    common.requirePositive("--scale", scale);
  }

  /** The set; it takes seconds to make one of full size. */
  ImageSet set() {
    return layered("bench", scale, SEED);
  }

  /** As many images in as many streams, with layers of another size. */
  ImageSet layered(String namespace, double factor, long seed) {
    return ImageSet.layered(namespace, images, Math.min(streams, images), factor, seed);
  }
}
