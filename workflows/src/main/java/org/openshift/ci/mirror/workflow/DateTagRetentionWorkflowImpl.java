package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;
import org.openshift.ci.mirror.contract.DateTagRetentionWorkflow;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RetentionActivities;
import org.openshift.ci.mirror.contract.RetentionInput;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.contract.RetentionPageRequest;
import org.openshift.ci.mirror.model.RetentionSummary;

/**
 * A retention sweep, page by page. Neither the list nor the rule is in the history: an activity
 * reads the one and decides by the other.
 */
public final class DateTagRetentionWorkflowImpl implements DateTagRetentionWorkflow {

  @Override
  public RetentionSummary removeOldDateTags(RetentionInput given) {
    // Started by hand without one: the flags of the workers count, and nothing is removed.
    RetentionInput input = given == null ? RetentionInput.of(0, false) : given;
    RetentionActivities activities =
        MirrorActivityStubs.retention(MirrorMode.ofQueue(Workflow.getInfo().getTaskQueue()));
    RetentionInput.Carried carried = input.carried();
    Instant since =
        carried == null ? Instant.ofEpochMilli(Workflow.currentTimeMillis()) : carried.since();
    RetentionPage page = carried == null ? RetentionPage.first() : carried.page();
    while (true) {
      page =
          activities.removeDateTags(
              new RetentionPageRequest(input.days(), input.remove(), since, page));
      if (page.last()) {
        return page.soFar();
      }
      if (History.isLong()) {
        Workflow.continueAsNew(
            new RetentionInput(
                input.days(), input.remove(), new RetentionInput.Carried(since, page)));
      }
    }
  }
}
