package org.openshift.ci.mirror.api.check;

import org.openshift.ci.mirror.model.TagReference;

/** Compares source and target of a tag now. */
@FunctionalInterface
public interface TagChecks {

  /**
   * Reads both, which takes a few seconds at most. Throws {@code ApiProblem} when no worker answers
   * in time, or Temporal does not.
   */
  CheckEntry now(TagReference tag);
}
