package org.openshift.ci.mirror.model;

import java.util.List;

/**
 * What a comparison of a batch of tags found.
 *
 * @param tasks the tags that differ, or could not be compared: each becomes a mirror task
 * @param withdrawn tags that are gone or not watched: an open task for one of them ends
 * @param equal how many have the same digest at the target
 */
@WireRecord
public record CompareResult(List<MirrorTask> tasks, List<TagChange> withdrawn, int equal) {

  public CompareResult {
    tasks = List.copyOf(tasks);
    withdrawn = List.copyOf(withdrawn);
  }
}
