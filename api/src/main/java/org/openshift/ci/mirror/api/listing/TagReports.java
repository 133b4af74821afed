package org.openshift.ci.mirror.api.listing;

import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;

/** Answers "is my tag mirrored, and if not, why?". */
public interface TagReports {

  /**
   * The report on a tag; empty when no task for it is known, or all ended too long ago. Throws
   * {@code ApiProblem} when it cannot be read now.
   */
  Optional<TagReport> find(TagReference tag);
}
