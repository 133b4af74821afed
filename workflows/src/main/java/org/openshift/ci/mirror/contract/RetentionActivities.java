package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The work of a retention sweep. Every call may be repeated. */
@ActivityInterface
public interface RetentionActivities {

  /**
   * Removes some of the date tags that are due, behind a fence. Fails, and removes nothing, unless
   * it could read the whole list of tags. Its heartbeats carry how far it has come, so that another
   * attempt continues there.
   */
  @ActivityMethod(name = "RemoveDateTags")
  RetentionPage removeDateTags(RetentionPageRequest request);
}
