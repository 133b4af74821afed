package org.openshift.ci.mirror.registry;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The limiter of each host that was spoken to. */
final class HostLimiters {

  private final Map<String, Double> perSecond;
  private final Map<String, HostLimiter> byHost = new ConcurrentHashMap<>();

  HostLimiters(Map<String, Double> perSecond) {
    this.perSecond = perSecond;
  }

  HostLimiter of(URI uri) {
    return byHost.computeIfAbsent(
        Origins.hostAndPort(uri),
        host -> new HostLimiter(RateLimits.of(host, perSecond), System::nanoTime));
  }
}
