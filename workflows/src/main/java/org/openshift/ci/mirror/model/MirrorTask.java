package org.openshift.ci.mirror.model;

import java.time.Instant;
import java.util.Objects;

/**
 * One image to be mirrored to one destination.
 *
 * @param owner the rule that asks for it
 * @param tag the image stream tag it is about
 * @param source pull spec of the source; null when a person asked by tag alone, and the worker
 *     completes it from its settings
 * @param sourceDigest the digest the source is known to have ({@code sha256:…}); null when it must
 *     be read from the source registry
 * @param destination pull spec of the floating tag at the target; null as for {@code source}
 * @param observedAt when the source was read; of two tasks for one destination the later observed
 *     wins
 * @param problem why it cannot be done as it stands: the task parks at once; null when it can
 */
@WireRecord
public record MirrorTask(
    MirrorOwner owner,
    TagReference tag,
    String source,
    String sourceDigest,
    String destination,
    Instant observedAt,
    Problem problem) {

  public MirrorTask {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(observedAt, "observedAt");
  }

  /** A task that somebody asks for by hand, naming no more than the tag. */
  public static MirrorTask byHand(TagReference tag, Instant observedAt) {
    return new MirrorTask(MirrorOwner.DISTRIBUTOR, tag, null, null, null, observedAt, null);
  }

  /**
   * Whether it was asked for by tag alone, without source and destination. Not called is…, which
   * JSON would take for a property.
   */
  public boolean askedByHand() {
    return source == null;
  }

  /** Whether this one was observed before the other. */
  public boolean isOlderThan(MirrorTask other) {
    return observedAt.isBefore(other.observedAt);
  }

  /** Whether both would put the same image at the same place for the same tag. */
  public boolean sameWork(MirrorTask other) {
    return tag.equals(other.tag)
        && sourceDigest != null
        && sourceDigest.equals(other.sourceDigest)
        && Objects.equals(source, other.source)
        && Objects.equals(destination, other.destination)
        && Objects.equals(problem, other.problem);
  }
}
