package org.openshift.ci.mirror.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The floating tag and the date tag, which a mirrored image gets at the target repository. */
public final class DestinationTags {

  /** Longest tag in characters (OCI distribution specification, "Pulling manifests"). */
  public static final int MAX_TAG_LENGTH = 128;

  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /** The part of a date tag between the day and the hexadecimal digest. */
  public static final String DATE_TAG_PART = "_sha256_";

  private static final int DAY_LENGTH = 8;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private static final Pattern DATE_TAG = Pattern.compile("([0-9]{8})_sha256_([0-9a-f]{64})");

  /** No day is shifted: 20260231 is none. */
  private static final DateTimeFormatter STRICT_DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

  private DestinationTags() {}

  /**
   * What a date tag says.
   *
   * @param day the UTC day on which the tag was written
   * @param digest the digest of its image ({@code sha256:…})
   */
  public record DateTag(LocalDate day, String digest) {}

  /** Reads a tag; empty if it is no date tag, to the letter. */
  public static Optional<DateTag> dateTag(String tag) {
    Matcher parts = DATE_TAG.matcher(tag);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new DateTag(LocalDate.parse(parts.group(1), STRICT_DAY), "sha256:" + parts.group(2)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Pull spec of the floating tag: {@code <repository>:<namespace>_<name>_<tag>}. */
  public static String floating(String targetRepository, TagReference tag) {
    return targetRepository + ":" + tag.floatingTag();
  }

  /**
   * Pull spec of the date tag beside a floating tag: {@code <repository>:<yyyyMMdd>_sha256_<hex>}.
   *
   * @param destination pull spec of the floating tag
   * @param digest the image's digest ({@code sha256:…})
   * @param at a moment of the UTC day that the tag gets
   */
  public static String dated(String destination, String digest, Instant at) {
    String repository = destination.substring(0, destination.lastIndexOf(':'));
    return repository + ":" + DAY.format(at) + "_" + digest.replace(':', '_');
  }

  /** Whether the tag is a date tag of the digest, of any day. */
  public static boolean isDated(String tag, String digest) {
    return tag.length() > DAY_LENGTH
        && tag.substring(DAY_LENGTH).equals("_" + digest.replace(':', '_'))
        && tag.chars()
            .limit(DAY_LENGTH)
            .allMatch(character -> character >= '0' && character <= '9');
  }

  /**
   * As {@link #dated}; null for {@link MirrorOwner#BACKFILL}, whose images need no date tag because
   * app.ci's registry does not prune them.
   */
  public static String datedFor(MirrorOwner owner, String destination, String digest, Instant at) {
    return switch (owner) {
      case DISTRIBUTOR, SUPPLEMENTAL, ART -> dated(destination, digest, at);
      case BACKFILL -> null;
    };
  }

  /** Why no registry takes the floating tag of this image stream tag; empty when they do. */
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
