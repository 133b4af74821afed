package org.openshift.ci.mirror.activity.push;

import java.time.Duration;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.CopyWarning;

/** Where pushes are counted and timed. */
public interface PushMetrics {

  /** A push ended well, after so long, having sent so many bytes. */
  void succeeded(Duration took, long bytes);

  /** An attempt at a push failed, after so long. */
  void failed(Duration took);

  /** An image was not pushed, as it is not to be mirrored. */
  void skipped(MirrorErrorType reason);

  /** A push that ended well left something that the image's owner should know. */
  void warned(CopyWarning.Kind kind);
}
