package org.openshift.ci.mirror.ownership;

import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Where images come from and go to.
 *
 * @param sourceRegistry host of the registry that serves image streams, such as {@code
 *     registry.ci.openshift.org}
 * @param targetRepository the repository that gets the tags, such as {@code quay.io/openshift/ci}
 */
public record MirrorPlaces(String sourceRegistry, String targetRepository) {

  /** Pull spec of an image stream tag by digest, as the source registry serves it. */
  public String sourceByDigest(TagReference tag, String digest) {
    return sourceRegistry + "/" + tag.stream() + "@" + digest;
  }

  /** Pull spec of an image stream tag by its tag. */
  public String sourceByTag(TagReference tag) {
    return sourceRegistry + "/" + tag.stream() + ":" + tag.tag();
  }

  /** Pull spec of the floating tag. */
  public String destination(TagReference tag) {
    return DestinationTags.floating(targetRepository, tag);
  }
}
