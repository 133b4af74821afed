package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.contract.DateTagRetentionWorkflow;
import org.openshift.ci.mirror.contract.RetentionInput;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.model.SweepKind;

/**
 * Times sweeps, from the start of the first run to the end of the last, by how they end. A sweep
 * that somebody terminates has no end that a worker sees.
 */
public final class SweepDurations extends WorkerInterceptorBase {

  /** By type of workflow. */
  private static final Map<String, String> KINDS =
      Arrays.stream(SweepKind.values())
          .collect(Collectors.toMap(SweepTypes::of, SweepKind::wireName));

  private static final String RETENTION = "retention";

  private final MeterRegistry registry;

  public SweepDurations(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    String type = Workflow.getInfo().getWorkflowType();
    String kind = type.equals(DateTagRetentionWorkflow.TYPE) ? RETENTION : KINDS.get(type);
    return kind == null ? next : new Timed(next, kind);
  }

  private final class Timed extends WorkflowInboundCallsInterceptorBase {

    private final String kind;

    Timed(WorkflowInboundCallsInterceptor next, String kind) {
      super(next);
      this.kind = kind;
    }

    @Override
    public WorkflowOutput execute(WorkflowInput input) {
      long began = began(input.getArguments());
      try {
        WorkflowOutput output = super.execute(input);
        ended("completed", began);
        return output;
      } catch (CanceledFailure e) {
        ended("canceled", began);
        throw e;
      } catch (TemporalFailure e) {
        ended("failed", began);
        throw e;
      }
    }

    private void ended(String result, long began) {
      // For a query the SDK replays the history of a sweep that has ended.
      if (!WorkflowUnsafe.isReplaying()) {
        record(kind, result, Duration.ofMillis(Workflow.currentTimeMillis() - began));
      }
    }
  }

  /** The start of the run before, if there was one, in milliseconds of Unix time. */
  private static long began(Object[] arguments) {
    return switch (arguments.length == 0 ? null : arguments[0]) {
      case SweepInput sweep when sweep.carried() != null -> sweep.carried().since().toEpochMilli();
      case RetentionInput sweep when sweep.carried() != null ->
          sweep.carried().since().toEpochMilli();
      case null, default -> Workflow.getInfo().getRunStartedTimestampMillis();
    };
  }

  void record(String kind, String result, Duration took) {
    Timer.builder("ci_images_mirror_sweep_duration")
        .description("Sweeps that ended while this process had them, and how long they took")
        .tags("kind", kind, "result", result)
        .register(registry)
        .record(took);
  }
}
