package org.openshift.ci.mirror.imagestreams.index;

import java.time.DateTimeException;
import java.time.Instant;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * A tag of an image stream as its status shows it, reduced to what decides whether it changed.
 *
 * @param tag the tag's name within its stream
 * @param digest the newest image; null when there is none
 * @param created when the newest image was put there, in seconds since the epoch; 0 when unknown
 * @param problem why the tag cannot be mirrored as it stands; null when it can
 */
public record TagState(String tag, ImageDigest digest, long created, Problem problem) {

  private static final int MAX_MESSAGE = 500;

  public TagState {
    // A few names ("latest", "4.22") serve for most of a cluster's tags.
    tag = tag.intern();
  }

  /**
   * A tag with an item in its history.
   *
   * @param image the newest item's image; null or empty when it names none
   * @param created the newest item's time, RFC 3339; null when unknown
   */
  public static TagState ofItem(StreamReference stream, String tag, String image, String created) {
    if (image == null || image.isEmpty()) {
      return new TagState(
          tag,
          null,
          0,
          empty(stream.tag(tag), "its newest entry names no image; import it or push to it"));
    }
    return ImageDigest.parse(image)
        .map(digest -> new TagState(tag, digest, epochSecond(created), null))
        .orElseGet(() -> new TagState(tag, null, 0, badDigest(stream.tag(tag), image)));
  }

  /**
   * A tag without any image.
   *
   * @param importMessage what the failed import said; null when no import failed
   */
  public static TagState ofNoItem(StreamReference stream, String tag, String importMessage) {
    String reason =
        importMessage == null
            ? "nothing was pushed to it or imported yet"
            : "import failed: " + oneLine(importMessage);
    return new TagState(tag, null, 0, empty(stream.tag(tag), reason));
  }

  /** What is to be told of this tag. */
  TagChange toChange(TagReference reference) {
    String text = digest == null ? null : digest.toString();
    return problem == null
        ? TagChange.image(reference, text)
        : TagChange.problem(reference, text, problem);
  }

  private static Problem empty(TagReference tag, String reason) {
    return new Problem(
        MirrorErrorType.SOURCE_TAG_EMPTY, "%s has no image: %s".formatted(tag, reason));
  }

  private static Problem badDigest(TagReference tag, String image) {
    return new Problem(
        MirrorErrorType.PULL_SPEC_INVALID,
        "%s names the image '%s': expected sha256: and 64 hexadecimal digits"
            .formatted(tag, oneLine(image)));
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }

  /** An odd time is no reason to leave a tag out: it only helps to notice that something is new. */
  private static long epochSecond(String created) {
    if (created == null) {
      return 0;
    }
    try {
      return Instant.parse(created).getEpochSecond();
    } catch (DateTimeException e) {
      return 0;
    }
  }
}
