package org.openshift.ci.mirror.model;

import java.util.List;

/**
 * What a comparison of a batch of tags found.
 *
 * @param tasks the tags that differ, or could not be compared: each becomes a mirror task
 * @param equal the tags whose digest is at the target: a task that is open for an older source of
 *     one of them must hear of it
 * @param withdrawn tags that are gone or not watched: an open task for one of them ends
 */
@WireRecord
public record CompareResult(
    List<MirrorTask> tasks, List<MirrorTask> equal, List<TagChange> withdrawn) {

  public CompareResult {
    tasks = List.copyOf(tasks);
    equal = List.copyOf(equal);
    withdrawn = List.copyOf(withdrawn);
  }
}
