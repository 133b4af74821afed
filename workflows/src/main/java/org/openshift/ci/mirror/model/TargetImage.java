package org.openshift.ci.mirror.model;

/**
 * What stands at the destination.
 *
 * @param digest the raw top-level digest there; the empty string when there is no image
 * @param stale whether the image is missing, or was created more than 24 hours before the source's
 */
@WireRecord
public record TargetImage(String digest, boolean stale) {

  /** No image at the destination. */
  public static TargetImage missing() {
    return new TargetImage("", true);
  }
}
