package org.openshift.ci.mirror.registry.internal.ratelimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openshift.ci.mirror.registry.internal.http.RateGroup;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * The limiter of each host. Quay's own API has a separate one, since its 429s say nothing about the
 * registry on the same host and must not slow down pushes.
 */
public final class HostLimiters {

  private final Map<String, Double> perSecond;
  private final Map<String, HostLimiter> byHost = new ConcurrentHashMap<>();

  public HostLimiters(Map<String, Double> perSecond) {
    this.perSecond = perSecond;
  }

  public HostLimiter of(RegistryRequest request) {
    String host = UrlPolicy.hostAndPort(request.uri());
    return request.kind().rateGroup() == RateGroup.API
        ? byHost.computeIfAbsent(host + " API", key -> limiter(RateLimits.quayApi()))
        : byHost.computeIfAbsent(host, key -> limiter(RateLimits.of(host, perSecond)));
  }

  private static HostLimiter limiter(RateLimits limits) {
    return new HostLimiter(limits, System::nanoTime);
  }
}
