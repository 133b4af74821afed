package org.openshift.ci.mirror.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The two tags that every mirrored image gets at the target repository. */
public final class DestinationTags {

  /** Longest tag a registry takes (OCI distribution specification, "Pulling manifests"). */
  public static final int MAX_TAG_LENGTH = 128;

  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /** What stands in every date tag of a digest of this algorithm, behind the day. */
  public static final String DATE_TAG_PART = "_sha256_";

  private static final int DAY_LENGTH = 8;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private DestinationTags() {}

  /** Pull spec of the floating tag: {@code <repository>:<namespace>_<name>_<tag>}. */
  public static String floating(String targetRepository, TagReference tag) {
    return targetRepository + ":" + tag.floatingTag();
  }

  /**
   * Pull spec of the date tag beside a floating tag: {@code <repository>:<yyyyMMdd>_sha256_<hex>}.
   *
   * @param destination pull spec of the floating tag
   * @param digest the image's digest ({@code sha256:…})
   * @param at the moment whose UTC day is meant
   */
  public static String dated(String destination, String digest, Instant at) {
    String repository = destination.substring(0, destination.lastIndexOf(':'));
    return repository + ":" + DAY.format(at) + "_" + digest.replace(':', '_');
  }

  /** Whether the tag is a date tag of the digest, of whatever day. */
  public static boolean isDated(String tag, String digest) {
    return tag.length() > DAY_LENGTH
        && tag.substring(DAY_LENGTH).equals("_" + digest.replace(':', '_'))
        && tag.chars()
            .limit(DAY_LENGTH)
            .allMatch(character -> character >= '0' && character <= '9');
  }

  /**
   * Pull spec of the date tag that goes with a floating tag, as {@link #dated}; null for an owner
   * whose images get one tag only: app.ci prunes nothing that a backfill would have to keep.
   */
  public static String datedFor(MirrorOwner owner, String destination, String digest, Instant at) {
    return switch (owner) {
      case DISTRIBUTOR, SUPPLEMENTAL, ART -> dated(destination, digest, at);
      case BACKFILL -> null;
    };
  }

  /** Why the floating tag of this image stream tag could not exist at a registry, if so. */
  public static Optional<Problem> problemOf(TagReference tag) {
    String floating = tag.floatingTag();
    if (TAG.matcher(floating).matches()) {
      return Optional.empty();
    }
    String reason =
        floating.length() > MAX_TAG_LENGTH
            ? "has %d characters, and a registry takes at most %d"
                .formatted(floating.length(), MAX_TAG_LENGTH)
            : "is not a tag a registry takes (letters, digits, '_', '.', '-')";
    return Optional.of(
        new Problem(
            MirrorErrorType.DESTINATION_TAG_INVALID,
            "%s cannot be mirrored: its tag at the target, %s, %s; rename the stream or the tag"
                .formatted(tag, floating, reason)));
  }
}
