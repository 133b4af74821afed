package org.openshift.ci.mirror.model;

/**
 * The image at a destination.
 *
 * @param digest its raw top-level digest; empty when there is no image
 * @param stale whether the image is missing or was created more than 24 hours before the source's
 */
@WireRecord
public record TargetImage(String digest, boolean stale) {

  /** A destination without an image. */
  public static TargetImage missing() {
    return new TargetImage("", true);
  }
}
