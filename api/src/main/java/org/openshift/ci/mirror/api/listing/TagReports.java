package org.openshift.ci.mirror.api.listing;

import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;

/** Answers "is my tag mirrored, and if not, why?". */
public interface TagReports {

  /**
   * The report on a tag; that on another tag's task if this waits because of a conflict with the
   * tag; empty when Temporal has no task for it, or no longer. Throws {@code ApiProblem} when the
   * task of its destination is about another tag, and when Temporal cannot answer.
   */
  Optional<TagReport> find(TagReference tag);
}
