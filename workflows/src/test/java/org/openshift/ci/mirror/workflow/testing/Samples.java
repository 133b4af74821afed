package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.stream.IntStream;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** Tags, digests and claims that tests speak of. */
public final class Samples {

  public static final String TARGET_REPOSITORY = "quay.example/openshift/ci";
  public static final TagReference CLI = TagReference.parse("ocp/4.20:cli");
  public static final Destination CLI_MIRROR = Destination.mirror(CLI);

  public static final String DIGEST_A = digest('a');
  public static final String DIGEST_B = digest('b');
  public static final String DIGEST_C = digest('c');

  private Samples() {}

  /** A digest of one hexadecimal digit. */
  public static String digest(char hex) {
    return "sha256:" + String.valueOf(hex).repeat(64);
  }

  /** A digest that is like no other number's. */
  public static String digest(int number) {
    return "sha256:%064x".formatted(number);
  }

  /** A tag that is like no other number's. */
  public static TagReference tag(int number) {
    return new TagReference("ns", "stream-" + number, "latest");
  }

  /** Tags of these numbers, without the last. */
  public static List<TagReference> tags(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> tag(number)).toList();
  }

  /** Pull spec of the tag's floating tag. */
  public static String destination(TagReference tag) {
    return DestinationTags.floating(TARGET_REPOSITORY, tag);
  }

  /** Pull spec of the tag's source, by digest. */
  public static String source(TagReference tag, String digest) {
    return "registry.example/" + tag.stream() + "@" + digest;
  }

  /** The tag is watched, and has this image. */
  public static Claim claim(TagReference tag, String digest) {
    return claim(MirrorOwner.DISTRIBUTOR, tag, digest);
  }

  /** That owner asks for this image. */
  public static Claim claim(MirrorOwner owner, TagReference tag, String digest) {
    return new Claim(owner, tag, source(tag, digest), digest, destination(tag), null);
  }

  /** Another tag claims the destination too. */
  public static Claim conflict(TagReference tag) {
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        tag,
        "registry.example/" + tag,
        null,
        destination(tag),
        new Problem(MirrorErrorType.DESTINATION_CONFLICT, "another tag claims the destination"));
  }

  /** Nobody asks for the tag, for this reason. */
  public static Claim nobody(TagReference tag, MirrorErrorType reason) {
    return Claim.nobody(tag, new Problem(reason, tag + " is not mirrored: " + reason.wireName()));
  }
}
