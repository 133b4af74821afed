package org.openshift.ci.mirror.watchrules;

/** The rules that decide whether a tag is watched. The first that matches decides. */
public enum WatchRule {
  /** The tag is given with {@code --ignore-image-stream-tag}. */
  IGNORED(false, "given with " + WatchFlag.IGNORED_TAG),
  /** An entry of {@code supplementalCIImages} has this target. */
  SUPPLEMENTAL_TARGET(false, "an entry of supplementalCIImages has this target"),
  /** An entry of {@code qciToAppCIImages} has this target. */
  BACKFILL_TARGET(false, "an entry of qciToAppCIImages has this target"),
  /** The tag is given with {@code --additional-image-stream-tag}. */
  ADDITIONAL_TAG(true, "given with " + WatchFlag.ADDITIONAL_TAG),
  /** The tag's namespace is given with {@code --additional-image-stream-namespace}. */
  ADDITIONAL_NAMESPACE(true, "its namespace is given with " + WatchFlag.ADDITIONAL_NAMESPACE),
  /** A CI test names the tag. */
  TEST_INPUT_TAG(true, "a test uses this tag"),
  /** The tag's stream is given with {@code --additional-image-stream}. */
  ADDITIONAL_STREAM(true, "its stream is given with " + WatchFlag.ADDITIONAL_STREAM),
  /** A CI test uses the whole stream. */
  TEST_INPUT_STREAM(true, "a test uses its stream"),
  /** No other rule matches. */
  NOT_WATCHED(false, "no rule asks for it");

  private final boolean watched;
  private final String reason;

  WatchRule(boolean watched, String reason) {
    this.watched = watched;
    this.reason = reason;
  }

  /** Whether the rule's tags are watched. */
  public boolean watched() {
    return watched;
  }

  /** The reason, for messages: completes the sentence "the tag is (not) watched: …". */
  public String reason() {
    return reason;
  }
}
