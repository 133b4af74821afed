package org.openshift.ci.mirror.activity.push;

import java.time.Duration;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.CopyWarning;

/** The metrics of pushes. */
public interface PushMetrics {

  /** A push succeeded after this time, and sent this many bytes. */
  void succeeded(Duration took, long bytes);

  /** An attempt to push failed after this time. */
  void failed(Duration took);

  /** An image was not pushed because it is not to be mirrored. */
  void skipped(MirrorErrorType reason);

  /** A push succeeded, with a warning for the owner of the image. */
  void warned(CopyWarning.Kind kind);
}
