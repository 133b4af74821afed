package org.openshift.ci.mirror.model;

import java.time.Instant;
import java.util.Objects;

/**
 * What was seen of one image stream tag.
 *
 * @param tag the tag
 * @param digest the digest of its newest image ({@code sha256:…}); null when it has none or was
 *     removed
 * @param observedAt when this was read; of two changes of one tag the later observed wins
 * @param removed whether the tag (or its stream) is gone, or no longer watched
 * @param problem why the tag cannot be mirrored as it stands (no image, a conflict of
 *     destinations); null when it can
 */
@WireRecord
public record TagChange(
    TagReference tag, String digest, Instant observedAt, boolean removed, Problem problem) {

  public TagChange {
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(observedAt, "observedAt");
  }

  /** The tag points to this image. */
  public static TagChange image(TagReference tag, String digest, Instant observedAt) {
    return new TagChange(tag, digest, observedAt, false, null);
  }

  /** The tag is gone, or no longer watched. */
  public static TagChange removed(TagReference tag, Instant observedAt) {
    return new TagChange(tag, null, observedAt, true, null);
  }

  /** The tag cannot be mirrored as it stands. */
  public static TagChange problem(
      TagReference tag, String digest, Instant observedAt, Problem problem) {
    return new TagChange(tag, digest, observedAt, false, problem);
  }

  /** Whether this was observed before the other. */
  public boolean isOlderThan(TagChange other) {
    return observedAt.isBefore(other.observedAt);
  }
}
