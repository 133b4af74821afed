package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;

/** Pushing images. */
@ActivityInterface
public interface PushActivities {

  /**
   * Copies the image, puts the date tag, then the floating tag, and reads the digest back. May be
   * repeated: what is at the target already is not sent again. Heartbeats with {@link
   * org.openshift.ci.mirror.model.PushProgress}.
   *
   * <p>Right before each tag it asks once more what the destination should hold, and proves to
   * Temporal that it is still the one that pushes. Otherwise it writes nothing, and fails.
   */
  @ActivityMethod(name = "PushTags")
  PushResult pushTags(PushRequest request);
}
