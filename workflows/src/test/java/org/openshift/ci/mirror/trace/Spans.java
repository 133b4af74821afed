package org.openshift.ci.mirror.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** The spans that ended, in memory. */
final class Spans {

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  /** Traces that end up here. */
  Tracing tracing() {
    return new Tracing(
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());
  }

  List<SpanData> all() {
    return spans.getFinishedSpanItems();
  }

  /** Those with this name, in the order of their ends. */
  List<SpanData> named(String name) {
    return all().stream().filter(span -> span.getName().equals(name)).toList();
  }

  SpanData only(String name) {
    List<SpanData> found = named(name);
    assertEquals(1, found.size(), () -> name + ": " + all());
    return found.getFirst();
  }

  static void assertParent(SpanData parent, SpanData child) {
    assertEquals(parent.getTraceId(), child.getTraceId(), child::toString);
    assertEquals(parent.getSpanId(), child.getParentSpanId(), child::toString);
  }
}
