package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.WatchPosition;

/** The watch of image streams. */
@ActivityInterface
public interface ImageStreamWatchActivities {

  /**
   * Lists and watches image streams and signals the watcher, until it is time for a new run of the
   * workflow. Heartbeats with its position.
   *
   * @return the position from which the next watch goes on
   */
  @ActivityMethod(name = "WatchImageStreams")
  WatchPosition watchImageStreams(WatchPosition from);
}
