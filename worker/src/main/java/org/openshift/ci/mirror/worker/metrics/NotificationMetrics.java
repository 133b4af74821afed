package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openshift.ci.mirror.activity.notification.NotificationObserver;

/** Metrics of notifications, and of the file that says who gets them. */
public final class NotificationMetrics implements NotificationObserver {

  private static final String PREFIX = "ci_images_mirror_notifications";

  private final Map<Outcome, Counter> attempts = new EnumMap<>(Outcome.class);

  /**
   * @param rejected whether the file's content is not in force
   */
  public NotificationMetrics(MeterRegistry registry, BooleanSupplier rejected) {
    for (Outcome outcome : Outcome.values()) {
      attempts.put(
          outcome,
          Counter.builder(PREFIX)
              .description("Attempts to notify somebody of a failure or of its end")
              .tag("result", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    Gauge.builder(PREFIX + "_invalid", () -> rejected.getAsBoolean() ? 1 : 0)
        .description("1 while the file of --notifications is invalid")
        .register(registry);
  }

  @Override
  public void attempted(Outcome outcome) {
    attempts.get(outcome).increment();
  }
}
