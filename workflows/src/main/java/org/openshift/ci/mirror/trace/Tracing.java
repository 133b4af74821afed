package org.openshift.ci.mirror.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The traces of a process: off, unless the usual variables {@code OTEL_*} say where to send them.
 * Then OpenTelemetry's SDK reads its settings from these variables and from nowhere else.
 */
public final class Tracing implements AutoCloseable {

  private static final String NAME = "org.openshift.ci.mirror";

  /** Null while traces are off. */
  private final OpenTelemetry telemetry;

  Tracing(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  /**
   * The traces that an environment asks for.
   *
   * @param service the name of this service in traces, unless {@code OTEL_SERVICE_NAME} says
   *     another one
   * @throws IllegalArgumentException if the environment asks for something that is not possible
   */
  public static Tracing of(Map<String, String> environment, String service) {
    return new Tracing(TraceSettings.areWanted(environment) ? start(service) : null);
  }

  private static OpenTelemetry start(String service) {
    JulToLog.install();
    try {
      return AutoConfiguredOpenTelemetrySdk.builder()
          .addPropertiesSupplier(
              () ->
                  Map.of(
                      "otel.service.name", service, "otel.exporter.otlp.protocol", "http/protobuf"))
          .addPropertiesCustomizer(
              given -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
          // The last spans are those of the work that a shutdown waits for.
          .disableShutdownHook()
          .build()
          .getOpenTelemetrySdk();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "traces cannot be sent as the variables OTEL_* say: %s; correct them, or set"
                  .formatted(e.getMessage())
              + " OTEL_TRACES_EXPORTER=none",
          e);
    }
  }

  /** For clients of Temporal: makes spans of what begins mirroring. */
  public WorkflowClientInterceptor[] aroundCalls() {
    return tracer()
        .map(tracer -> new WorkflowClientInterceptor[] {new TracedCalls(tracer)})
        .orElseGet(() -> new WorkflowClientInterceptor[0]);
  }

  /** For workers: makes spans of activities. */
  public List<WorkerInterceptor> aroundWork() {
    return tracer().<WorkerInterceptor>map(TracedWork::new).stream().toList();
  }

  /** What makes spans; empty while traces are off. */
  public Optional<Tracer> tracer() {
    return Optional.ofNullable(telemetry).map(known -> known.getTracer(NAME));
  }

  /** Sends the spans that were not sent yet, and ends. */
  @Override
  public void close() {
    if (telemetry instanceof OpenTelemetrySdk sdk) {
      sdk.close();
    }
  }
}
