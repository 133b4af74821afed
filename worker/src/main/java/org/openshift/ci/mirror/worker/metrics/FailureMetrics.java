package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** Counts failed attempts of activities, by the type of the failure. */
public final class FailureMetrics extends WorkerInterceptorBase {

  private final MeterRegistry registry;

  public FailureMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {

      private String activity;

      @Override
      public void init(ActivityExecutionContext context) {
        activity = context.getInfo().getActivityType();
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (ApplicationFailure e) {
          failed(activity, e.getType());
          throw e;
        }
      }
    };
  }

  /** Types that are not in the table count as unexpected, so that there are few of them. */
  void failed(String activity, String type) {
    Counter.builder("ci_images_mirror_failures")
        .description("Failed attempts of activities; the tasks try again or are parked")
        .tags("activity", activity, "error_type", MirrorErrorType.of(type).wireName())
        .register(registry)
        .increment();
  }
}
