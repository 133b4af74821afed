package org.openshift.ci.mirror.workflow;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.WorkflowImplementationOptions;

/**
 * Workflows that people start by hand fail when their argument cannot be read, for example because
 * of a mistyped tag. By default the SDK would repeat their first workflow task for ever.
 */
public final class UnreadableArguments {

  private UnreadableArguments() {}

  /** The options with which to register such a workflow. */
  public static WorkflowImplementationOptions failTheWorkflow() {
    return WorkflowImplementationOptions.newBuilder()
        .setFailWorkflowExceptionTypes(DataConverterException.class)
        .build();
  }
}
