package org.openshift.ci.mirror.worker.log;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.PushRequest;
import org.slf4j.MDC;

/**
 * Gives the lines of the log that come from a mirror task its tag and owner (MDC), as the SDK gives
 * them workflow and run. Sends no command and changes no history: local activities get both in
 * their header, which is stored nowhere, and a push has them in its argument.
 */
public final class TaskFields extends WorkerInterceptorBase {

  private static final String TAG = "tag";
  private static final String OWNER = "owner";

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return Workflow.getInfo().getWorkflowType().equals(MirrorTaskWorkflow.TYPE)
        ? new Task(next)
        : next;
  }

  /** What is known of the task, from its search attributes. Each thread of it has its own MDC. */
  private static Map<String, String> ofThisTask() {
    SearchAttributes known = Workflow.getTypedSearchAttributes();
    Map<String, String> fields = new HashMap<>();
    String namespace = known.get(MirrorSearchAttributes.IMAGE_NAMESPACE);
    String name = known.get(MirrorSearchAttributes.IMAGE_NAME);
    String tag = known.get(MirrorSearchAttributes.IMAGE_TAG);
    if (namespace != null && name != null && tag != null) {
      fields.put(TAG, namespace + "/" + name + ":" + tag);
    }
    String owner = known.get(MirrorSearchAttributes.MIRROR_OWNER);
    if (owner != null) {
      fields.put(OWNER, owner);
    }
    return fields;
  }

  private static final class Task extends WorkflowInboundCallsInterceptorBase {

    Task(WorkflowInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(WorkflowOutboundCallsInterceptor outbound) {
      super.init(new Calls(outbound));
    }

    @Override
    public WorkflowOutput execute(WorkflowInput input) {
      ofThisTask().forEach(MDC::put);
      return super.execute(input);
    }

    @Override
    public void handleSignal(SignalInput input) {
      ofThisTask().forEach(MDC::put);
      super.handleSignal(input);
    }
  }

  private static final class Calls extends WorkflowOutboundCallsInterceptorBase {

    Calls(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void upsertTypedSearchAttributes(SearchAttributeUpdate<?>... updates) {
      super.upsertTypedSearchAttributes(updates);
      ofThisTask().forEach(MDC::put);
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      Map<String, Payload> header = new HashMap<>(input.getHeader().getValues());
      ofThisTask()
          .forEach(
              (name, value) ->
                  header.put(
                      name, DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow()));
      return super.executeLocalActivity(
          new LocalActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              new Header(header)));
    }
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        Map<String, String> fields = of(input);
        fields.forEach(MDC::put);
        try {
          return super.execute(input);
        } finally {
          fields.keySet().forEach(MDC::remove);
        }
      }
    };
  }

  private static Map<String, String> of(ActivityInboundCallsInterceptor.ActivityInput input) {
    if (input.getArguments().length > 0 && input.getArguments()[0] instanceof PushRequest push) {
      return Map.of(TAG, push.tag().toString(), OWNER, push.owner().wireName());
    }
    Map<String, String> fields = new HashMap<>();
    for (String name : new String[] {TAG, OWNER}) {
      Payload value = input.getHeader().getValues().get(name);
      if (value != null) {
        fields.put(
            name,
            DefaultDataConverter.STANDARD_INSTANCE.fromPayload(value, String.class, String.class));
      }
    }
    return fields;
  }
}
