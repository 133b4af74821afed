package org.openshift.ci.mirror.registry.internal.ratelimit;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.openshift.ci.mirror.registry.internal.http.RateGroup;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Hard limits on the requests to one registry.
 *
 * @param groups limits by group of requests; a group without an entry has none
 * @param total limit for all requests together; null for none
 */
record RateLimits(Map<RateGroup, RateLimit> groups, RateLimit total) {

  private static final RateLimits NONE = new RateLimits(Map.of(), null);

  /**
   * A limit.
   *
   * @param perSecond sustained requests per second
   * @param burst how many requests may pass at once after a pause
   */
  record RateLimit(double perSecond, int burst) {}

  /**
   * The limits for a host.
   *
   * @param hostAndPort as {@link UrlPolicy#hostAndPort} gives it
   * @param perSecond configured limits by {@code host} or {@code host:port}; the latter takes
   *     precedence
   */
  static RateLimits of(String hostAndPort, Map<String, Double> perSecond) {
    String host = hostAndPort.substring(0, hostAndPort.lastIndexOf(':'));
    Map<String, Double> byName = new TreeMap<>();
    perSecond.forEach((name, rate) -> byName.put(Repository.server(name), rate));
    Double rate = byName.getOrDefault(hostAndPort, byName.get(host));
    if (rate != null) {
      return new RateLimits(Map.of(), new RateLimit(rate, (int) Math.max(1, rate / 5)));
    }
    return host.equals("quay.io") ? quay() : NONE;
  }

  /** The same server's limit for quay's own API allows a burst of 25; a few are left for jitter. */
  static RateLimits quayApi() {
    return new RateLimits(Map.of(), new RateLimit(5, 20));
  }

  /**
   * The limits of quay.io's web server for one address over HTTP/1 (quay's {@code conf/nginx}). Its
   * burst for manifests is ten; only half is used, since requests sent evenly arrive unevenly, and
   * at the limit some would be rejected.
   */
  private static RateLimits quay() {
    Map<RateGroup, RateLimit> groups = new EnumMap<>(RateGroup.class);
    groups.put(RateGroup.MANIFESTS, new RateLimit(50, 5));
    groups.put(RateGroup.BLOBS, new RateLimit(50, 50));
    groups.put(RateGroup.TOKENS, new RateLimit(120, 2));
    groups.put(RateGroup.TAGS, new RateLimit(5, 1));
    return new RateLimits(groups, null);
  }
}
