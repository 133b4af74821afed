package org.openshift.ci.mirror.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** The tag {@code <namespace>_<name>_<tag>} of a mirrored image, which moves with its source. */
public final class FloatingTag {

  /** Longest tag in characters (OCI distribution specification, "Pulling manifests"). */
  public static final int MAX_LENGTH = 128;

  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  private FloatingTag() {}

  /** Pull spec of the floating tag: {@code <repository>:<namespace>_<name>_<tag>}. */
  public static String pullSpec(String targetRepository, TagReference tag) {
    return targetRepository + ":" + tag.floatingTag();
  }

  /** Why no registry takes the floating tag of this image stream tag; empty when they do. */
  public static Optional<Problem> problemOf(TagReference tag) {
    String floating = tag.floatingTag();
    if (TAG.matcher(floating).matches()) {
      return Optional.empty();
    }
    String reason =
        floating.length() > MAX_LENGTH
            ? "has %d characters, and a registry takes at most %d"
                .formatted(floating.length(), MAX_LENGTH)
            : "is not a tag a registry takes (letters, digits, '_', '.', '-')";
    return Optional.of(
        new Problem(
            MirrorErrorType.DESTINATION_TAG_INVALID,
            "%s cannot be mirrored: its tag at the target, %s, %s; rename the stream or the tag"
                .formatted(tag, floating, reason)));
  }
}
