package org.openshift.ci.mirror.imagestreams;

import java.util.Objects;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/**
 * What an image stream says of one of its tags at a moment.
 *
 * @param tag the tag
 * @param digest the digest of its newest image ({@code sha256:…}); null when it has none
 * @param removed whether the tag, or its stream, does not exist
 * @param problem why the tag itself cannot be mirrored as it stands, as one without an image; null
 *     when it can
 */
public record TagChange(TagReference tag, String digest, boolean removed, Problem problem) {

  public TagChange {
    Objects.requireNonNull(tag, "tag");
  }

  /** The tag points to this image. */
  public static TagChange image(TagReference tag, String digest) {
    return new TagChange(tag, digest, false, null);
  }

  /** The tag does not exist. */
  public static TagChange removed(TagReference tag) {
    return new TagChange(tag, null, true, null);
  }

  /** The tag cannot be mirrored as it stands. */
  public static TagChange problem(TagReference tag, String digest, Problem problem) {
    return new TagChange(tag, digest, false, problem);
  }
}
