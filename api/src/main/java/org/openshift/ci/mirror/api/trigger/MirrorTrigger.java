package org.openshift.ci.mirror.api.trigger;

import org.openshift.ci.mirror.model.TagReference;

/** Has a tag's mirror task look again now. */
public interface MirrorTrigger {

  /**
   * Wakes the open task of the tag, or starts one. Throws {@code ApiProblem} when another tag holds
   * the destination, or when Temporal cannot be reached.
   */
  Triggered trigger(TagReference tag);
}
