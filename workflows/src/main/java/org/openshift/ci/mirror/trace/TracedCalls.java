package org.openshift.ci.mirror.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import java.util.Set;
import java.util.function.Function;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.contract.WatcherWorkflow;

/**
 * Makes a span of each call that starts or signals a mirror task, or tells the watcher of tags, and
 * sends its context along. All other calls are the service's own, again and again, and have none.
 */
final class TracedCalls extends WorkflowClientInterceptorBase {

  private static final Set<String> TYPES = Set.of(MirrorTaskWorkflow.TYPE, WatcherWorkflow.TYPE);

  private static final Set<String> SIGNALS =
      Set.of(
          MirrorTaskWorkflow.TRIGGER,
          MirrorTaskWorkflow.OPERATOR_REQUEST,
          WatcherWorkflow.TAGS_CHANGED,
          WatcherWorkflow.TAGS_LISTED);

  private final Tracer tracer;

  TracedCalls(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
      WorkflowClientCallsInterceptor next) {
    return new WorkflowClientCallsInterceptorBase(next) {
      @Override
      public WorkflowSignalOutput signal(WorkflowSignalInput input) {
        return SIGNALS.contains(input.getSignalName())
            ? traced(
                "signal " + input.getSignalName(),
                input.getWorkflowExecution().getWorkflowId(),
                input.getHeader(),
                header ->
                    super.signal(
                        new WorkflowSignalInput(
                            input.getWorkflowExecution(),
                            input.getSignalName(),
                            header,
                            input.getArguments())))
            : super.signal(input);
      }

      @Override
      public WorkflowStartOutput start(WorkflowStartInput input) {
        // Everybody starts the watcher, in case it is not running.
        return input.getWorkflowType().equals(MirrorTaskWorkflow.TYPE)
            ? traced(
                "start " + input.getWorkflowType(),
                input.getWorkflowId(),
                input.getHeader(),
                header -> super.start(withHeader(input, header)))
            : super.start(input);
      }

      @Override
      public WorkflowSignalWithStartOutput signalWithStart(WorkflowSignalWithStartInput input) {
        WorkflowStartInput start = input.getWorkflowStartInput();
        return TYPES.contains(start.getWorkflowType())
            ? traced(
                "signal " + input.getSignalName(),
                start.getWorkflowId(),
                start.getHeader(),
                header ->
                    super.signalWithStart(
                        new WorkflowSignalWithStartInput(
                            withHeader(start, header),
                            input.getSignalName(),
                            input.getSignalArguments())))
            : super.signalWithStart(input);
      }
    };
  }

  private static WorkflowClientCallsInterceptor.WorkflowStartInput withHeader(
      WorkflowClientCallsInterceptor.WorkflowStartInput input, Header header) {
    return new WorkflowClientCallsInterceptor.WorkflowStartInput(
        input.getWorkflowId(),
        input.getWorkflowType(),
        header,
        input.getArguments(),
        input.getOptions());
  }

  private <T> T traced(String name, String workflowId, Header header, Function<Header, T> call) {
    Span span =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute(SpanFields.WORKFLOW_ID, workflowId)
            .startSpan();
    try {
      return call.apply(TraceHeaders.with(header, Context.current().with(span)));
    } catch (RuntimeException e) {
      SpanFields.failed(span, e);
      throw e;
    } finally {
      span.end();
    }
  }
}
