package org.openshift.ci.mirror.model;

import java.time.Instant;

/**
 * A push.
 *
 * @param place the destination; the push reads again what it should hold before it writes a tag
 * @param owner the rule that claims it
 * @param tag the image stream tag whose image is pushed
 * @param source pull spec of the source, by digest
 * @param digest the digest that the destination has after the push
 * @param destination pull spec of the floating tag
 * @param dateDestination pull spec of the date tag, written first; null for none
 * @param since when the task was started; null when an older version asked for the push
 */
@WireRecord
public record PushRequest(
    Destination place,
    MirrorOwner owner,
    TagReference tag,
    String source,
    String digest,
    String destination,
    String dateDestination,
    Instant since) {

  /**
   * The push that fulfils a claim.
   *
   * @param day a moment of the UTC day that the date tag gets
   * @param since when the task was started
   */
  public static PushRequest of(Destination place, Claim claim, Instant day, Instant since) {
    return new PushRequest(
        place,
        claim.owner(),
        claim.tag(),
        claim.source(),
        claim.digest(),
        claim.destination(),
        DateTag.pullSpecFor(claim.owner(), claim.destination(), claim.digest(), day),
        since);
  }

  /** The arguments of the equivalent {@code oc} command, which users look for in the log. */
  public String commandLine() {
    String pairs = source + "=" + destination;
    if (dateDestination != null) {
      pairs = source + "=" + dateDestination + " " + pairs;
    }
    return "image mirror --keep-manifest-list=true " + pairs;
  }
}
