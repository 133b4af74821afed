package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;

/** The push of images. */
@ActivityInterface
public interface PushActivities {

  /** The activity type. */
  String PUSH_TAGS = "PushTags";

  /**
   * Copies the image, writes the date tag, then the floating tag, and reads each digest back. May
   * be repeated: content that is at the target is not sent again. Heartbeats with {@link
   * org.openshift.ci.mirror.model.PushProgress}.
   *
   * <p>Right before each tag is written, it reads once more what the destination should hold, and
   * makes sure by an answered heartbeat that Temporal has not given the push to another worker. If
   * one of them fails, it writes nothing and fails.
   */
  @ActivityMethod(name = PUSH_TAGS)
  PushResult pushTags(PushRequest request);
}
