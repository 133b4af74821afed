package org.openshift.ci.mirror.api.batch;

import java.util.Optional;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.model.OperatorRequest;

/** Requests to many tasks. All methods throw {@code ApiProblem} when Temporal cannot answer. */
public interface Batches {

  /** How many open tasks the query selects. */
  long count(TaskQuery query);

  /**
   * Starts to ask this of all tasks that the query selects, one after the other. Throws {@code
   * ApiProblem} while another batch runs.
   */
  StartedBatch start(TaskQuery query, OperatorRequest request);

  /** The progress of a batch; empty when Temporal does not know it, or no longer. */
  Optional<BatchProgress> find(String id);
}
