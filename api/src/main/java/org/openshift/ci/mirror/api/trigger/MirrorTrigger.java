package org.openshift.ci.mirror.api.trigger;

import org.openshift.ci.mirror.model.TagReference;

/** Triggers a tag's mirror task. */
public interface MirrorTrigger {

  /**
   * Triggers the open task of the tag, or starts one. Throws {@code ApiProblem} when another tag's
   * task holds the destination, or when Temporal cannot answer.
   */
  Triggered trigger(TagReference tag);
}
