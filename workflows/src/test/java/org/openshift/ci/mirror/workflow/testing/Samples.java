package org.openshift.ci.mirror.workflow.testing;

import java.time.Instant;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** Tags, digests and tasks that tests speak of. */
public final class Samples {

  public static final String TARGET_REPOSITORY = "quay.example/openshift/ci";
  public static final TagReference CLI = TagReference.parse("ocp/4.20:cli");

  public static final String DIGEST_A = digest('a');
  public static final String DIGEST_B = digest('b');
  public static final String DIGEST_C = digest('c');

  /** A moment at which sources were observed; its day is not the one of the workflows' clock. */
  public static final Instant T0 = Instant.parse("2026-02-03T04:05:06Z");

  private Samples() {}

  /** A digest of one hexadecimal digit. */
  public static String digest(char hex) {
    return "sha256:" + String.valueOf(hex).repeat(64);
  }

  /** A digest that is like no other number's. */
  public static String digest(int number) {
    return "sha256:%064x".formatted(number);
  }

  /** Pull spec of the tag's floating tag. */
  public static String destination(TagReference tag) {
    return DestinationTags.floating(TARGET_REPOSITORY, tag);
  }

  /** A task of the distributor, observed so many seconds after {@link #T0}. */
  public static MirrorTask task(TagReference tag, String digest, long second) {
    return task(MirrorOwner.DISTRIBUTOR, tag, digest, second);
  }

  /** A task of that owner. */
  public static MirrorTask task(MirrorOwner owner, TagReference tag, String digest, long second) {
    return new MirrorTask(
        owner,
        tag,
        "registry.example/" + tag.stream() + "@" + digest,
        digest,
        destination(tag),
        T0.plusSeconds(second),
        null);
  }

  /** A task that cannot be done as it stands. */
  public static MirrorTask withProblem(TagReference tag, String digest, long second) {
    MirrorTask task = task(tag, digest, second);
    return new MirrorTask(
        task.owner(),
        tag,
        task.source(),
        digest,
        task.destination(),
        task.observedAt(),
        new Problem(MirrorErrorType.DESTINATION_CONFLICT, "another tag claims the destination"));
  }
}
