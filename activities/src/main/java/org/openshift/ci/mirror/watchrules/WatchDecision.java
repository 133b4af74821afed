package org.openshift.ci.mirror.watchrules;

import org.openshift.ci.mirror.model.TagReference;

/**
 * Whether a tag is watched, and why.
 *
 * @param tag the tag
 * @param rule the first rule that had something to say about it
 */
public record WatchDecision(TagReference tag, WatchRule rule) {

  /** Whether the tag is watched. */
  public boolean watched() {
    return rule.watched();
  }

  /** One line for a person: the tag, the outcome, the rule. */
  @Override
  public String toString() {
    return tag + (watched() ? " is watched: " : " is not watched: ") + rule.reason();
  }
}
