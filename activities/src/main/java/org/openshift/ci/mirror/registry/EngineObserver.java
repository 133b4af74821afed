package org.openshift.ci.mirror.registry;

import java.time.Duration;

/** Hears of what the engine does, for metrics. Called often and from many threads: be quick. */
public interface EngineObserver {

  /** Hears nothing. */
  EngineObserver NONE = (host, request, status, took) -> {};

  /**
   * A registry answered, or did not.
   *
   * @param host the registry, {@code host:port}
   * @param request the kind of request: {@code manifest_read}, {@code upload}, …; a small fixed set
   * @param status of the answer; 0 when none came
   * @param took from the sending to the head of the answer; of an upload, all of it
   */
  void answered(String host, String request, int status, Duration took);
}
