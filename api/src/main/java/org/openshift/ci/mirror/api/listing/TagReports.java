package org.openshift.ci.mirror.api.listing;

import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;

/** Answers "is my tag mirrored, and if not, why?". */
public interface TagReports {

  /**
   * The report on a tag; empty when Temporal has no task for it, or no longer. Throws {@code
   * ApiProblem} when Temporal cannot answer.
   */
  Optional<TagReport> find(TagReference tag);
}
