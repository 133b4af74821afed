package org.openshift.ci.mirror.bench.images;

import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.TestImage;

/**
 * An image of an image set.
 *
 * @param tag its image stream tag
 * @param image the image
 */
public record BenchImage(TagReference tag, TestImage image) {

  /** Its repository at the source; all tags of an image stream share it. */
  public String repository() {
    return tag.stream();
  }

  /** The raw digest of its manifest. */
  public String digest() {
    return image.digest();
  }
}
