package org.openshift.ci.mirror.contract;

import java.util.List;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * What a page of a list amounts to.
 *
 * @param last the last entry looked at; null when there are no more behind this page
 * @param tasks what is to be started
 * @param found the page's part of the summary; its tasks count as started
 */
@WireRecord
public record RunPage(TagReference last, List<MirrorTask> tasks, RunSummary found) {

  public RunPage {
    tasks = List.copyOf(tasks);
  }
}
