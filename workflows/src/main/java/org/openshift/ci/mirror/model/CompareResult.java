package org.openshift.ci.mirror.model;

import java.util.List;

/**
 * What became of a batch of tags that the watcher was told of.
 *
 * @param equal how many have the same digest at the target, or are asked for by nobody
 * @param started how many have a mirror task now: they differ, or could not be compared in time
 * @param left tags that could be neither compared nor given a task now: they are to come again
 */
@WireRecord
public record CompareResult(int equal, int started, List<TagReference> left) {

  public CompareResult {
    left = left == null ? List.of() : List.copyOf(left);
  }
}
