package org.openshift.ci.mirror.imagestreams;

import java.util.Objects;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/**
 * A tag of an image stream at one moment.
 *
 * @param tag the tag
 * @param digest the digest of its newest image ({@code sha256:…}); null when it has none
 * @param removed whether the tag, or its stream, does not exist
 * @param problem why the tag cannot be mirrored as it is, for example because it has no image; null
 *     when it can
 */
public record TagChange(TagReference tag, String digest, boolean removed, Problem problem) {

  public TagChange {
    Objects.requireNonNull(tag, "tag");
  }

  /** A tag that points to an image. */
  public static TagChange image(TagReference tag, String digest) {
    return new TagChange(tag, digest, false, null);
  }

  /** A tag that does not exist. */
  public static TagChange removed(TagReference tag) {
    return new TagChange(tag, null, true, null);
  }

  /** A tag that cannot be mirrored as it is. */
  public static TagChange problem(TagReference tag, String digest, Problem problem) {
    return new TagChange(tag, digest, false, problem);
  }
}
