package org.openshift.ci.mirror.activity;

/** What a comparison of an entry of a run found. */
sealed interface Verdict {

  /** The destination has the source's digest. */
  record Equal() implements Verdict {}

  /**
   * The destination differs, or it cannot be said.
   *
   * @param entry with its source's digest, where that is known
   * @param targetDigest what stands at the destination; empty when nothing, null when not known
   */
  record Differs(RunEntry entry, String targetDigest) implements Verdict {}

  /**
   * The entry is left alone.
   *
   * @param reason what it is counted under
   * @param note one line for a person; null when nobody needs to look
   */
  record Skipped(String reason, String note) implements Verdict {}
}
