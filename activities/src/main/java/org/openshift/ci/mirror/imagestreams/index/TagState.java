package org.openshift.ci.mirror.imagestreams.index;

import java.time.DateTimeException;
import java.time.Instant;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * The status of an image stream tag, reduced to what shows that it changed.
 *
 * @param tag the tag's name within its stream
 * @param digest the newest image; null when there is none
 * @param created when the newest image was put there, in seconds since the epoch; 0 when unknown
 * @param problem why the tag cannot be mirrored as it is; null when it can
 */
public record TagState(String tag, ImageDigest digest, long created, Problem problem) {

  private static final int MAX_MESSAGE = 500;

  public TagState {
    // Most tags of a cluster share a few names, as "latest" or "4.22".
    tag = tag.intern();
  }

  /**
   * A tag that has an item in its history.
   *
   * @param image the image of the newest item; null or empty when it names none
   * @param created the time of the newest item (RFC 3339); null when unknown
   */
  public static TagState ofItem(StreamReference stream, String tag, String image, String created) {
    if (image == null || image.isEmpty()) {
      return new TagState(
          tag,
          null,
          0,
          empty(stream.tag(tag), "its newest item names no image; import it or push to it"));
    }
    return ImageDigest.parse(image)
        .map(digest -> new TagState(tag, digest, epochSecond(created), null))
        .orElseGet(() -> new TagState(tag, null, 0, badDigest(stream.tag(tag), image)));
  }

  /**
   * A tag without any item in its history.
   *
   * @param importMessage the message of a failed import; null when none failed
   */
  public static TagState ofNoItem(StreamReference stream, String tag, String importMessage) {
    String reason =
        importMessage == null
            ? "nothing was pushed to it or imported yet"
            : "import failed: " + oneLine(importMessage);
    return new TagState(tag, null, 0, empty(stream.tag(tag), reason));
  }

  /** This state as that of a tag of a certain stream. */
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
    String line = text.replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }

  /** Gives 0 for a time that cannot be parsed, as it only serves to notice a newer item. */
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
