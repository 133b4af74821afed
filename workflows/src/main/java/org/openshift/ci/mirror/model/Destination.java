package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * What images are mirrored to: the floating tag of an image stream tag at the target repository,
 * or, for backfills, the tag itself at the registry of the image streams.
 *
 * <p>The start of a mirror task names its destination and nothing else. The task itself reads what
 * the destination should hold: see {@link Claim}.
 *
 * @param tag the image stream tag that gives the destination its name. Tags whose joined parts are
 *     equal ({@code a/b_c:d} and {@code a/b:c_d}) share a destination
 * @param backfill whether it is the tag at the registry of the image streams
 */
@WireRecord
public record Destination(
    TagReference tag, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean backfill) {

  public Destination {
    Objects.requireNonNull(tag, "tag");
  }

  /** The tag's floating tag at the target repository. */
  public static Destination mirror(TagReference tag) {
    return new Destination(tag, false);
  }

  /** The tag itself at the registry of the image streams. */
  public static Destination backfill(TagReference tag) {
    return new Destination(tag, true);
  }

  /** The destination of an owner's tasks for this tag. */
  public static Destination of(MirrorOwner owner, TagReference tag) {
    return new Destination(tag, owner == MirrorOwner.BACKFILL);
  }
}
