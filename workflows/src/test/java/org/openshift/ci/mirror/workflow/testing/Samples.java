package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.stream.IntStream;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** Tags, digests and claims for tests. */
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

  /** The digest for a number. */
  public static String digest(int number) {
    return "sha256:%064x".formatted(number);
  }

  /** The tag for a number. */
  public static TagReference tag(int number) {
    return new TagReference("ns", "stream-" + number, "latest");
  }

  /** The tags for numbers from the first (inclusive) to the last (exclusive). */
  public static List<TagReference> tags(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> tag(number)).toList();
  }

  /** Pull spec of the tag's floating tag. */
  public static String destination(TagReference tag) {
    return FloatingTag.pullSpec(TARGET_REPOSITORY, tag);
  }

  /** Pull spec of the tag's source, by digest. */
  public static String source(TagReference tag, String digest) {
    return "registry.example/" + tag.stream() + "@" + digest;
  }

  /** The claim of a watched tag with this image. */
  public static Claim claim(TagReference tag, String digest) {
    return claim(MirrorOwner.DISTRIBUTOR, tag, digest);
  }

  /** An owner's claim with this image. */
  public static Claim claim(MirrorOwner owner, TagReference tag, String digest) {
    return new Claim(owner, tag, source(tag, digest), digest, destination(tag), null);
  }

  /** A claim whose destination another tag claims too. */
  public static Claim conflict(TagReference tag) {
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        tag,
        "registry.example/" + tag,
        null,
        destination(tag),
        new Problem(MirrorErrorType.DESTINATION_CONFLICT, "another tag claims the destination"));
  }

  /** The claim of a tag without an owner, for this reason. */
  public static Claim nobody(TagReference tag, MirrorErrorType reason) {
    return Claim.nobody(tag, new Problem(reason, tag + " is not mirrored: " + reason.wireName()));
  }
}
