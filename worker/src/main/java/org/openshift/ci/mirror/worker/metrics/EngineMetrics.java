package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openshift.ci.mirror.registry.EngineObserver;

/** Metrics of the requests to registries. */
public final class EngineMetrics implements EngineObserver {

  private static final String PREFIX = "ci_images_mirror_registry_";

  /** Redirects may lead to any number of hosts, and each metric of one stays in memory. */
  private static final int MAX_HOSTS = 30;

  private static final String OTHER = "other";
  private static final double NANOS = 1e9;

  private final MeterRegistry registry;
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();
  private final Host other;

  public EngineMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.other = new Host(OTHER);
  }

  private final class Host {
    private final String name;
    private final Counter waited;
    private volatile double perSecond = Double.POSITIVE_INFINITY;

    Host(String name) {
      this.name = name;
      this.waited =
          Counter.builder(PREFIX + "limiter_wait_seconds")
              .description("How long requests waited because of the limits of the registry's rate")
              .tag("host", name)
              .register(registry);
      Gauge.builder(PREFIX + "limiter_rate", () -> perSecond)
          .description(
              "Requests a second that the registry was found to accept; +Inf while it accepts all")
          .tag("host", name)
          .register(registry);
    }
  }

  @Override
  public void passed(String host, Duration waited, double perSecond) {
    Host known = host(host);
    known.perSecond = perSecond;
    known.waited.increment(waited.toNanos() / NANOS);
  }

  @Override
  public void answered(String host, String request, int status, Duration took) {
    Timer.builder(PREFIX + "requests")
        .description(
            "Requests to registries, from sending to the head of the answer; status none: no answer")
        .tags("host", host(host).name, "request", request, "status", statusClass(status))
        .register(registry)
        .record(took);
  }

  private Host host(String name) {
    Host known = hosts.get(name);
    if (known != null) {
      return known;
    }
    return hosts.size() < MAX_HOSTS ? hosts.computeIfAbsent(name, Host::new) : other;
  }

  private static String statusClass(int status) {
    return status == 0 ? "none" : status / 100 + "xx";
  }
}
