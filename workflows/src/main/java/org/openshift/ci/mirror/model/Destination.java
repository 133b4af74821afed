package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * A place that images are mirrored to: the floating tag of an image stream tag at the target
 * repository, or the tag itself at the registry of the image streams.
 *
 * <p>Whoever starts a mirror task names its destination and nothing else. What it should hold is
 * read by the task, where and when that matters: see {@link Claim}.
 *
 * @param tag the image stream tag that the destination is called after. Tags that differ only in
 *     where their parts are joined ({@code a/b_c:d}, {@code a/b:c_d}) name one destination
 * @param backfill whether it is the tag at the registry of the image streams
 */
@WireRecord
public record Destination(
    TagReference tag, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean backfill) {

  public Destination {
    Objects.requireNonNull(tag, "tag");
  }

  /** The tag's place at the target repository. */
  public static Destination mirror(TagReference tag) {
    return new Destination(tag, false);
  }

  /** The tag's own place at the registry of the image streams. */
  public static Destination backfill(TagReference tag) {
    return new Destination(tag, true);
  }

  /** Where the tasks of an owner put their images. */
  public static Destination of(MirrorOwner owner, TagReference tag) {
    return new Destination(tag, owner == MirrorOwner.BACKFILL);
  }
}
