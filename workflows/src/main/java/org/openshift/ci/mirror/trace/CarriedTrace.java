package org.openshift.ci.mirror.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;

/**
 * Hands the trace of a workflow's latest signal, or else of its start, on to its activities and its
 * next run. That changes headers only, which no replay compares.
 */
final class CarriedTrace extends WorkflowInboundCallsInterceptorBase {

  private Context latest = Context.root();
  private boolean signalled;

  CarriedTrace(WorkflowInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new Calls(outbound));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    // A signal that came with the start, or just after it, may be handled before.
    if (!signalled) {
      boolean _ = take(input.getHeader());
    }
    return super.execute(input);
  }

  @Override
  public void handleSignal(SignalInput input) {
    signalled |= take(input.getHeader());
    super.handleSignal(input);
  }

  /** Whether the header has a trace. */
  private boolean take(Header header) {
    Context given = TraceHeaders.of(header);
    boolean has = Span.fromContext(given).getSpanContext().isValid();
    if (has) {
      latest = given;
    }
    return has;
  }

  private final class Calls extends WorkflowOutboundCallsInterceptorBase {

    Calls(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              TraceHeaders.with(input.getHeader(), latest)));
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      return super.executeLocalActivity(
          new LocalActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              TraceHeaders.with(input.getHeader(), latest)));
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      super.continueAsNew(
          new ContinueAsNewInput(
              input.getWorkflowType(),
              input.getOptions(),
              input.getArgs(),
              TraceHeaders.with(input.getHeader(), latest)));
    }
  }
}
