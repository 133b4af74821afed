package org.openshift.ci.mirror.model;

import java.time.Instant;

/**
 * What to push.
 *
 * @param place the destination, to ask once more what it should hold before a tag is written
 * @param owner the rule that asks for it
 * @param tag the image stream tag it is about
 * @param source pull spec of the source, by digest
 * @param digest the digest to be at the destination afterwards
 * @param destination pull spec of the floating tag
 * @param dateDestination pull spec of the date tag, pushed first; null where only one tag is wanted
 */
@WireRecord
public record PushRequest(
    Destination place,
    MirrorOwner owner,
    TagReference tag,
    String source,
    String digest,
    String destination,
    String dateDestination) {

  /**
   * The push that a claim amounts to.
   *
   * @param day the moment whose UTC day the date tag has
   */
  public static PushRequest of(Destination place, Claim claim, Instant day) {
    return new PushRequest(
        place,
        claim.owner(),
        claim.tag(),
        claim.source(),
        claim.digest(),
        claim.destination(),
        DestinationTags.datedFor(claim.owner(), claim.destination(), claim.digest(), day));
  }

  /** The command line that users look for in the log: what {@code oc} would have been told. */
  public String commandLine() {
    String pairs = source + "=" + destination;
    if (dateDestination != null) {
      pairs = source + "=" + dateDestination + " " + pairs;
    }
    return "image mirror --keep-manifest-list=true " + pairs;
  }
}
