package org.openshift.ci.mirror.activity;

import java.time.Duration;

/** Where pushes are counted and timed. */
public interface PushMetrics {

  /** A push ended well, after so long, having sent so many bytes. */
  void succeeded(Duration took, long bytes);

  /** An attempt at a push failed, after so long. */
  void failed(Duration took);
}
