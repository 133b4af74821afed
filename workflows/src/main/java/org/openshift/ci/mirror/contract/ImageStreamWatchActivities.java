package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.WatchPosition;

/** Watching image streams. */
@ActivityInterface
public interface ImageStreamWatchActivities {

  /**
   * Lists and watches image streams and signals the watcher, heartbeating with its position, until
   * it is time for a new run of its workflow.
   *
   * @return where the next watch goes on
   */
  @ActivityMethod(name = "WatchImageStreams")
  WatchPosition watchImageStreams(WatchPosition from);
}
