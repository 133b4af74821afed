package org.openshift.ci.mirror.api.status;

import java.time.Instant;
import java.util.SequencedMap;

/** The registries that do not serve now. */
@FunctionalInterface
public interface Outages {

  /**
   * By registry, since when it is known. Throws {@code ApiProblem} when Temporal cannot answer. A
   * dry run's do not count.
   */
  SequencedMap<String, Instant> open();
}
