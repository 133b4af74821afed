package org.openshift.ci.mirror.api.runs;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/** The history of a tag. */
@FunctionalInterface
public interface TagRuns {

  /**
   * The last ten runs of the tag's tasks, newest first; empty when Temporal knows none, or no
   * longer. Throws {@code ApiProblem} when Temporal cannot answer.
   */
  List<TagRun> of(TagReference tag);
}
