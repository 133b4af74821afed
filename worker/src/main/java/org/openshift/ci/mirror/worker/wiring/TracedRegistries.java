package org.openshift.ci.mirror.worker.wiring;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.trace.SpanFields;
import org.openshift.ci.mirror.trace.Tracing;

/** Makes a span of each copy that belongs to a trace. */
final class TracedRegistries implements ImageRegistries {

  private static final AttributeKey<List<String>> DESTINATIONS =
      AttributeKey.stringArrayKey("image.destinations");

  private final ImageRegistries registries;
  private final Tracer tracer;

  private TracedRegistries(ImageRegistries registries, Tracer tracer) {
    this.registries = registries;
    this.tracer = tracer;
  }

  /** The registries themselves while traces are off. */
  static ImageRegistries around(ImageRegistries registries, Tracing tracing) {
    return tracing
        .tracer()
        .<ImageRegistries>map(tracer -> new TracedRegistries(registries, tracer))
        .orElse(registries);
  }

  @Override
  public CopyResult copy(
      PullSpec source,
      String expectedDigest,
      List<PullSpec> destinations,
      CopyListener progress,
      WriteGuard guard) {
    if (!Span.current().getSpanContext().isValid()) {
      return registries.copy(source, expectedDigest, destinations, progress, guard);
    }
    Span span =
        tracer
            .spanBuilder("copy image")
            .setAttribute("image.source", source.toString())
            .setAttribute(DESTINATIONS, destinations.stream().map(PullSpec::toString).toList())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      CopyResult result = registries.copy(source, expectedDigest, destinations, progress, guard);
      span.setAttribute("image.digest", result.digest())
          .setAttribute("image.bytes_sent", result.bytesCopied())
          .setAttribute("image.blobs_sent", result.blobsCopied())
          .setAttribute("image.blobs_mounted", result.blobsMounted());
      return result;
    } catch (RuntimeException e) {
      SpanFields.failed(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  @Override
  public Optional<String> digest(PullSpec image) {
    return registries.digest(image);
  }

  @Override
  public Optional<String> digestByReading(PullSpec image) {
    return registries.digestByReading(image);
  }

  @Override
  public Optional<Instant> created(PullSpec image) {
    return registries.created(image);
  }

  @Override
  public boolean serves(PullSpec image, boolean writing) {
    return registries.serves(image, writing);
  }

  @Override
  public TagPage tagPage(PullSpec image, String containing, int page, TagApiToken token) {
    return registries.tagPage(image, containing, page, token);
  }
}
