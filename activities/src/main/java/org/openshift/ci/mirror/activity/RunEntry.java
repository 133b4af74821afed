package org.openshift.ci.mirror.activity;

import java.time.Instant;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * An entry of a run's list.
 *
 * @param owner the rule that asks for it
 * @param tag the image stream tag it is about
 * @param source pull spec of the source
 * @param digest the source's digest; null when it must be read
 * @param destination pull spec of the floating tag
 * @param observedAt when the source was read; null when it was not read yet
 * @param problem why it cannot be mirrored as it stands; null when it can
 * @param left why it is left alone; null when it is not
 */
record RunEntry(
    MirrorOwner owner,
    TagReference tag,
    String source,
    String digest,
    String destination,
    Instant observedAt,
    Problem problem,
    Left left) {

  /**
   * Why an entry is left alone.
   *
   * @param reason what it is counted under
   * @param note one line for a person; null when nobody needs to look
   */
  record Left(String reason, String note) {}

  /** An entry whose source is read when it is compared. */
  static RunEntry of(MirrorOwner owner, TagReference tag, String source, String destination) {
    return new RunEntry(owner, tag, source, null, destination, null, null, null);
  }

  /** An image stream tag. */
  static RunEntry of(MirrorOwner owner, TagChange tag, MirrorPlaces places) {
    String source =
        tag.digest() == null
            ? places.sourceByTag(tag.tag())
            : places.sourceByDigest(tag.tag(), tag.digest());
    return new RunEntry(
        owner,
        tag.tag(),
        source,
        tag.digest(),
        places.destination(tag.tag()),
        tag.observedAt(),
        tag.problem(),
        null);
  }

  /** The same entry, left alone. */
  RunEntry leftAlone(String reason, String note) {
    return new RunEntry(
        owner, tag, source, digest, destination, observedAt, problem, new Left(reason, note));
  }

  /** The same entry with its source as it was read. */
  RunEntry read(String newDigest, Instant at) {
    return new RunEntry(
        owner,
        tag,
        PullSpec.parse(source).withDigest(newDigest).toString(),
        newDigest,
        destination,
        at,
        problem,
        left);
  }

  MirrorTask task() {
    return new MirrorTask(owner, tag, source, digest, destination, observedAt, problem);
  }
}
