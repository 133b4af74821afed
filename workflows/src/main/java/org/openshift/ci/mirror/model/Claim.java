package org.openshift.ci.mirror.model;

import java.util.Objects;

/**
 * What a destination should hold now: who asks for it, from which source, at which digest. The
 * answer of the one place that decides it from configuration, rules and image streams.
 *
 * @param owner the rule that asks for it; null when nobody does
 * @param tag the image stream tag that it is about; another one than the destination was named
 *     after where two tags share a destination
 * @param source pull spec of the source, by digest where that is known; null when nobody asks
 * @param digest the source's raw top-level digest ({@code sha256:…}); null when it must be read at
 *     the source registry, when there is a problem, and when nobody asks
 * @param destination pull spec of the destination's tag; null when nobody asks
 * @param problem why it cannot be mirrored as it stands, or why nobody asks; null when it can be
 */
@WireRecord
public record Claim(
    MirrorOwner owner,
    TagReference tag,
    String source,
    String digest,
    String destination,
    Problem problem) {

  public Claim {
    Objects.requireNonNull(tag, "tag");
    if (owner == null) {
      Objects.requireNonNull(problem, "problem");
    }
  }

  /** Nobody asks for anything there, for this reason. */
  public static Claim nobody(TagReference tag, Problem reason) {
    return new Claim(null, tag, null, null, null, reason);
  }

  /** Whether somebody asks for an image there, possible or not. */
  public boolean owned() {
    return owner != null;
  }

  /** The same claim with its source's digest as it was read, and the source by it. */
  public Claim read(String sourceByDigest, String newDigest) {
    return new Claim(owner, tag, sourceByDigest, newDigest, destination, problem);
  }
}
