package org.openshift.ci.mirror.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagCheck;

/**
 * Reads what a destination should hold, and what it holds, for a person who waits for the answer.
 * It changes nothing. Its workflow id comes from {@link MirrorMode#tagCheckId}.
 */
@WorkflowInterface
public interface TagCheckWorkflow {

  /** The workflow type. */
  String TYPE = "TagCheck";

  /** Reads once; a failure is part of the result. */
  @WorkflowMethod(name = TYPE)
  TagCheck check(Destination destination);
}
