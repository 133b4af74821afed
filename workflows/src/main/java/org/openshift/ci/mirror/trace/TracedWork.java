package org.openshift.ci.mirror.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;

/**
 * Makes a span of each attempt of an activity that has a trace in its header. Workflows make none,
 * as they are replayed, and may be open for weeks: they only carry the trace.
 */
final class TracedWork extends WorkerInterceptorBase {

  private final Tracer tracer;

  TracedWork(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new CarriedTrace(next);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {

      private ActivityInfo info;

      @Override
      public void init(ActivityExecutionContext context) {
        info = context.getInfo();
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        Context given = TraceHeaders.of(input.getHeader());
        if (!Span.fromContext(given).getSpanContext().isValid()) {
          return super.execute(input);
        }
        Span span =
            tracer
                .spanBuilder(info.getActivityType())
                .setParent(given)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SpanFields.WORKFLOW_ID, info.getWorkflowId())
                .setAttribute(SpanFields.RUN_ID, info.getWorkflowRunId())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
          return super.execute(input);
        } catch (RuntimeException e) {
          SpanFields.failed(span, e);
          throw e;
        } finally {
          span.end();
        }
      }
    };
  }
}
