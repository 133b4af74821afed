package org.openshift.ci.mirror.bench;

import org.openshift.ci.mirror.bench.images.ImageSet;
import picocli.CommandLine.Option;

/** The images to copy. */
final class ImageSetOptions {

  private static final long SEED = 4711;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Images to copy. Default: ${DEFAULT-VALUE}.")
  int images = 60;

  @Option(
      names = "--streams",
      paramLabel = "N",
      description =
          "Image streams that the images are tags of, at most one for each image. Each image stream"
              + " is one source repository, and 'oc' requests at most five manifests and blobs a"
              + " second from each. Default: ${DEFAULT-VALUE}, as in a release.")
  int streams = 1;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description =
          "Factor of the layers' sizes (30 and 10 MB shared by ten images, 4 and 1 MB of each"
              + " image's own). Default: ${DEFAULT-VALUE}.")
  double scale = 1;

  /** Refuses options that make no image set. */
  void check(CommonOptions common) {
    common.requirePositive("--images", images);
    common.requirePositive("--streams", streams);
    common.requirePositive("--scale", scale);
  }

  /** The image set; a full-size one takes seconds to make. */
  ImageSet set() {
    return layered("bench", scale, SEED);
  }

  /** As many images in as many image streams, with layers of another size. */
  ImageSet layered(String namespace, double factor, long seed) {
    return ImageSet.layered(namespace, images, Math.min(streams, images), factor, seed);
  }
}
