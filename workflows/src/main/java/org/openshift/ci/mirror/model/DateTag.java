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

/**
 * The tag {@code <yyyyMMdd>_sha256_<hex>}, which a mirrored image gets beside its floating tag.
 *
 * @param day the UTC day on which the tag was written
 * @param digest the digest of its image ({@code sha256:…})
 */
public record DateTag(LocalDate day, String digest) {

  /** The part between the day and the hexadecimal digest. */
  public static final String MIDDLE = "_sha256_";

  private static final Pattern TAG = Pattern.compile("([0-9]{8})_sha256_([0-9a-f]{64})");

  private static final int DAY_LENGTH = 8;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  /** No day is shifted: 20260231 is none. */
  private static final DateTimeFormatter STRICT_DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

  /** Reads a tag; empty if it is no date tag, to the letter. */
  public static Optional<DateTag> parse(String tag) {
    Matcher parts = TAG.matcher(tag);
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

  /** Whether the tag is a date tag of the digest, of any day. */
  public static boolean isOf(String tag, String digest) {
    return tag.length() > DAY_LENGTH
        && tag.substring(DAY_LENGTH).equals("_" + digest.replace(':', '_'))
        && tag.chars()
            .limit(DAY_LENGTH)
            .allMatch(character -> character >= '0' && character <= '9');
  }

  /**
   * Pull spec of the date tag beside a floating tag.
   *
   * @param destination pull spec of the floating tag
   * @param digest the image's digest ({@code sha256:…})
   * @param at a moment of the UTC day that the tag gets
   */
  public static String pullSpec(String destination, String digest, Instant at) {
    String repository = destination.substring(0, destination.lastIndexOf(':'));
    return repository + ":" + DAY.format(at) + "_" + digest.replace(':', '_');
  }

  /**
   * As {@link #pullSpec}; null for {@link MirrorOwner#BACKFILL}, whose images need no date tag
   * because app.ci's registry does not prune them.
   */
  public static String pullSpecFor(
      MirrorOwner owner, String destination, String digest, Instant at) {
    return switch (owner) {
      case DISTRIBUTOR, SUPPLEMENTAL, ART -> pullSpec(destination, digest, at);
      case BACKFILL -> null;
    };
  }
}
