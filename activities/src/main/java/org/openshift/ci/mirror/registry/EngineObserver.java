package org.openshift.ci.mirror.registry;

import java.time.Duration;

/**
 * Receives what the engine does, for metrics. Called often and from many threads, so it must be
 * fast.
 */
public interface EngineObserver {

  /** Ignores everything. */
  EngineObserver NONE = (host, request, status, took) -> {};

  /**
   * Called before each request is sent.
   *
   * @param host as for {@link #answered}
   * @param waited how long the limit of the host's request rate delayed the request
   * @param perSecond the rate that the host is found to accept, in requests a second; infinite
   *     while it accepts all
   */
  default void passed(String host, Duration waited, double perSecond) {}

  /**
   * Called once for each request that was sent, answered or not.
   *
   * @param host the registry, {@code host:port}
   * @param request the kind of request: {@code manifest_read}, {@code upload}, …; a small fixed set
   * @param status HTTP status of the answer; 0 when there was none
   * @param took from sending the request to receiving the head of the answer; for an upload, this
   *     includes sending the body
   */
  void answered(String host, String request, int status, Duration took);
}
