package org.openshift.ci.mirror.model;

/**
 * What to push.
 *
 * @param owner the rule that asks for it
 * @param tag the image stream tag it is about
 * @param source pull spec of the source, by digest
 * @param digest the digest to be at the destination afterwards
 * @param destination pull spec of the floating tag
 * @param dateDestination pull spec of the date tag, pushed first; null where only one tag is wanted
 */
@WireRecord
public record PushRequest(
    MirrorOwner owner,
    TagReference tag,
    String source,
    String digest,
    String destination,
    String dateDestination) {

  /** The command line that users look for in the log: what {@code oc} would have been told. */
  public String commandLine() {
    String pairs = source + "=" + destination;
    if (dateDestination != null) {
      pairs = source + "=" + dateDestination + " " + pairs;
    }
    return "image mirror --keep-manifest-list=true " + pairs;
  }
}
