package org.openshift.ci.mirror.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.openshift.ci.mirror.log.SafeText;

/** What spans say. */
public final class SpanFields {

  /** Attribute: the id of the workflow. */
  static final String WORKFLOW_ID = "temporal.workflow.id";

  /** Attribute: the id of the workflow's run. */
  static final String RUN_ID = "temporal.run.id";

  private SpanFields() {}

  /** Marks a span as failed; its text has no secret. */
  public static void failed(Span span, RuntimeException failure) {
    span.setStatus(StatusCode.ERROR, SafeText.redacted(String.valueOf(failure.getMessage())));
  }
}
