package org.openshift.ci.mirror.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Workflow ids of mirror tasks. One destination has one id, and Temporal allows one open execution
 * per id, so a destination never has two tasks at once.
 */
public final class TaskIds {

  /** In characters: SQL stores take 255, including the prefix of a {@link MirrorMode}. */
  private static final int MAX_ID_LENGTH = 240;

  private TaskIds() {}

  /** {@code mirror/<destination tag>}, or {@code backfill/<namespace>/<name>:<tag>}. */
  static String of(Destination destination) {
    TagReference tag = destination.tag();
    return destination.backfill()
        ? "backfill/" + shorten(tag.toString(), MAX_ID_LENGTH - "backfill/".length())
        : "mirror/" + shorten(tag.floatingTag(), FloatingTag.MAX_LENGTH);
  }

  /**
   * A tag that is too long for a registry gets a task too, which parks and shows the reason. Its id
   * is the beginning of the name and a hash, joined by {@code ~}, which no tag contains.
   */
  private static String shorten(String name, int limit) {
    if (name.length() <= limit) {
      return name;
    }
    String hash = HexFormat.of().formatHex(sha256(name), 0, 8);
    return name.substring(0, limit - hash.length() - 1) + "~" + hash;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
