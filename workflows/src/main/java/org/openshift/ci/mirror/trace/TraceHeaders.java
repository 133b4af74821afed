package org.openshift.ci.mirror.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.HashMap;
import java.util.Map;

/**
 * The context of a trace in Temporal's headers, by the names of W3C's HTTP headers.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
final class TraceHeaders {

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private TraceHeaders() {}

  /** A header that also has a context. */
  static Header with(Header header, Context context) {
    Map<String, Payload> values = new HashMap<>(header.getValues());
    W3C.inject(
        context,
        values,
        (carrier, name, value) ->
            carrier.put(
                name, DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow()));
    return new Header(values);
  }

  /** The context of a header; {@link Context#root()} if it has none. */
  static Context of(Header header) {
    return W3C.extract(Context.root(), header, TraceHeaders::value);
  }

  private static String value(Header header, String name) {
    Payload value = header.getValues().get(name);
    return value == null
        ? null
        : DefaultDataConverter.STANDARD_INSTANCE.fromPayload(value, String.class, String.class);
  }
}
