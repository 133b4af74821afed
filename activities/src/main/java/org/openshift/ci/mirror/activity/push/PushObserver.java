package org.openshift.ci.mirror.activity.push;

import java.time.Duration;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;

/** Receives the outcome of each attempt to push an image, for metrics. */
public interface PushObserver {

  /**
   * A push succeeded.
   *
   * @param age how long ago its task was started; empty when that is not known
   */
  void succeeded(CopyResult copied, Duration took, Optional<Duration> age);

  /** An attempt to push failed after this time. */
  void failed(Duration took);

  /** An image was not pushed because it is not to be mirrored. */
  void skipped(MirrorErrorType reason);

  /** A push succeeded, with a warning for the maintainers of the image. */
  void warned(CopyWarning.Kind kind);
}
