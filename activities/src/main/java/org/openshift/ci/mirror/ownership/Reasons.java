package org.openshift.ci.mirror.ownership;

import org.openshift.ci.mirror.config.BackfillImage;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.WatchDecision;
import org.openshift.ci.mirror.watchrules.WatchFlag;

/** Why no rule asks for an image: each in one line that says what, why, and what to do. */
final class Reasons {

  private Reasons() {}

  static Problem notWatched(WatchDecision decision) {
    return new Problem(
        MirrorErrorType.NOT_WATCHED,
        "%s, nor does artImages or supplementalCIImages; to have it mirrored, give it with %s, or use it in a test"
            .formatted(decision, WatchFlag.ADDITIONAL_TAG));
  }

  static Problem ignoredByFlag(WatchDecision decision) {
    return new Problem(
        MirrorErrorType.IGNORED, "%s; to have it mirrored, remove it there".formatted(decision));
  }

  static Problem ignored(String source, String reason) {
    return new Problem(
        MirrorErrorType.IGNORED,
        "%s is listed in ignoredSources: %s; to have it mirrored, remove it there"
            .formatted(source, reason.replaceAll("\\s+", " ")));
  }

  static Problem gone(TagReference tag) {
    return new Problem(
        MirrorErrorType.SOURCE_GONE,
        "%s does not exist among the image streams, so there is nothing to mirror; push or import it"
            .formatted(tag));
  }

  static Problem sourceOfBackfill(TagReference tag, BackfillImage image) {
    return new Problem(
        MirrorErrorType.NOT_WATCHED,
        "%s is not mirrored: qciToAppCIImages brings %s from the mirror back to %s; remove that entry to mirror in this direction"
            .formatted(tag, image.source(), image.target()));
  }

  static Problem noBackfill(TagReference tag) {
    return new Problem(
        MirrorErrorType.NOT_WATCHED,
        "%s is not filled from the mirror: no entry of qciToAppCIImages has this target; add one"
            .formatted(tag));
  }
}
