package org.openshift.ci.mirror.model;

import java.util.List;

/**
 * The result of comparing a batch of the watcher's tags.
 *
 * @param equal how many have the same digest at the target, or no owner
 * @param started how many got a mirror task: they differ, or could not be compared in time
 * @param left tags that could neither be compared nor get a task; the watcher tries them again
 */
@WireRecord
public record CompareResult(int equal, int started, List<TagReference> left) {

  public CompareResult {
    left = left == null ? List.of() : List.copyOf(left);
  }
}
