package org.openshift.ci.mirror.api.trigger;

import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.TagReference;

/** Asks something of a tag's mirror task. */
public interface MirrorTrigger {

  /**
   * Asks it of the open task of the tag. If none is open, a trigger starts one. Throws {@code
   * ApiProblem} when no task is open for any other request, when another tag's task holds the
   * destination, or when Temporal cannot answer.
   */
  Triggered ask(TagReference tag, OperatorRequest request);
}
