package org.openshift.ci.mirror.watchrules;

import org.openshift.ci.mirror.model.TagReference;

/**
 * Whether a tag is watched, and why.
 *
 * @param tag the tag
 * @param rule the first rule that matches it
 */
public record WatchDecision(TagReference tag, WatchRule rule) {

  /** Whether the tag is watched. */
  public boolean watched() {
    return rule.watched();
  }

  /** The tag, the outcome and the rule, in one line for messages. */
  @Override
  public String toString() {
    return tag + (watched() ? " is watched: " : " is not watched: ") + rule.reason();
  }
}
