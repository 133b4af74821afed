package org.openshift.ci.mirror.api.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.api.problem.ApiProblem.Refusal;
import org.openshift.ci.mirror.process.ProcessMetrics;

/** The API's metrics. None of their labels has what clients choose freely. */
public final class ApiMetrics {

  private static final String PREFIX = "ci_images_mirror_api_";

  /** What this service has routes for; HTTP allows any word as a method. */
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");

  private static final int HUNDRED = 100;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);

  public ApiMetrics() {
    ProcessMetrics.addTo(registry);
    for (Refusal refusal : Refusal.values()) {
      refusals.put(
          refusal,
          Counter.builder(PREFIX + "refusals")
              .description("Requests that were refused, by the reason")
              .tag("reason", refusal.wireName())
              .register(registry));
    }
  }

  /**
   * Counts a request.
   *
   * @param route the template of its path, such as {@code /api/v1/batches/{id}}
   * @param status the status of the answer
   * @param took until the answer was complete; for a stream, until it began
   */
  void answered(String method, String route, int status, Duration took) {
    Timer.builder(PREFIX + "requests")
        .description("Requests, from their head to the end of the answer")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("route", route)
        .tag("status", status / HUNDRED + "xx")
        .register(registry)
        .record(took);
  }

  /** Counts a refused request. */
  public void refused(Refusal reason) {
    refusals.get(reason).increment();
  }

  /** All metrics in Prometheus' text format. */
  String text() {
    return registry.scrape();
  }
}
