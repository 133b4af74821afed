package org.openshift.ci.mirror.api.metrics;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.web.servlet.HandlerMapping;

/** Counts all requests. A valve, because Tomcat also answers requests that no filter sees. */
public final class RequestCounts extends ValveBase {

  /** The route of requests that belong to no path of this service. */
  private static final String NONE = "none";

  private final ApiMetrics metrics;

  public RequestCounts(ApiMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    long start = System.nanoTime();
    try {
      getNext().invoke(request, response);
    } finally {
      metrics.answered(
          // Null where what came is no HTTP at all, such as TLS.
          Objects.requireNonNullElse(request.getMethod(), ""),
          route(request),
          response.getStatus(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** The template without the regular expressions that some variables have. */
  private static String route(Request request) {
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return route == null ? NONE : route.toString().replaceAll(":[^}/]*}", "}");
  }
}
