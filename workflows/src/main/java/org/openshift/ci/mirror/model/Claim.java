package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * What a destination should hold now: its owner, source and digest, decided from configuration,
 * rules and image streams.
 *
 * @param owner the rule that claims the destination; null when none does
 * @param tag the image stream tag whose image it should hold. Where two tags share a destination,
 *     this may be another tag than the one in {@link Destination}
 * @param source pull spec of the source, by digest where that is known; null without an owner
 * @param digest the source's raw top-level digest ({@code sha256:…}); null when it must be read at
 *     the source registry, also because the source is named by sha512; null when there is a
 *     problem, and without an owner
 * @param destination pull spec of the destination's tag; null without an owner
 * @param problem why the image cannot be mirrored, or why there is no owner; else null
 * @param hasRecipient whether somebody is to be notified when the image cannot be mirrored
 */
@WireRecord
public record Claim(
    MirrorOwner owner,
    TagReference tag,
    String source,
    String digest,
    String destination,
    Problem problem,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean hasRecipient) {

  public Claim {
    Objects.requireNonNull(tag, "tag");
    if (owner == null) {
      Objects.requireNonNull(problem, "problem");
    }
  }

  /** A claim of whose failures nobody is notified. */
  public Claim(
      MirrorOwner owner,
      TagReference tag,
      String source,
      String digest,
      String destination,
      Problem problem) {
    this(owner, tag, source, digest, destination, problem, false);
  }

  /** A destination without an owner, and the reason. */
  public static Claim nobody(TagReference tag, Problem reason) {
    return new Claim(null, tag, null, null, null, reason);
  }

  /** Whether a rule claims the destination, even if the image cannot be mirrored. */
  public boolean owned() {
    return owner != null;
  }

  /** This claim with the digest that was read at the source, and the source by that digest. */
  public Claim read(String sourceByDigest, String newDigest) {
    return new Claim(owner, tag, sourceByDigest, newDigest, destination, problem, hasRecipient);
  }

  /** This claim, of whose failures somebody is to be notified. */
  public Claim withRecipient() {
    return new Claim(owner, tag, source, digest, destination, problem, true);
  }
}
