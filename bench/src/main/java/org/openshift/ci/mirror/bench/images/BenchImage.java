package org.openshift.ci.mirror.bench.images;

import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.TestImage;

/**
 * One image of a set.
 *
 * @param tag its image stream tag
 * @param image the image
 */
public record BenchImage(TagReference tag, TestImage image) {

  /** Its repository at the source, which all tags of an image stream have in common. */
  public String repository() {
    return tag.stream();
  }

  /** Its raw digest. */
  public String digest() {
    return image.digest();
  }
}
