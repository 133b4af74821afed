package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.contract.RetentionActivities;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.contract.RetentionPageRequest;
import org.openshift.ci.mirror.model.RetentionSummary;

/** Date tags in memory, {@code tag-1} and so on, each of which is removed by a page of its own. */
public final class FakeRetentionActivities implements RetentionActivities {

  private final List<RetentionPageRequest> requests = new CopyOnWriteArrayList<>();
  private volatile int tags = 2;
  private final AtomicInteger failures = new AtomicInteger();

  FakeRetentionActivities() {}

  /** Sets how many date tags there are. */
  public void tags(int count) {
    tags = count;
  }

  /** The next calls fail, this many of them. */
  public void failNext(int count) {
    failures.set(count);
  }

  /** Every requested page, including failed attempts. */
  public List<RetentionPageRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public RetentionPage removeDateTags(RetentionPageRequest request) {
    requests.add(request);
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("the target does not answer");
    }
    RetentionSummary soFar = request.before().soFar();
    if (soFar == null) {
      soFar = RetentionSummary.none(request.days(), !request.remove());
    }
    RetentionSummary now = request.remove() ? soFar.plusRemoved() : soFar.plusWouldRemove("a tag");
    return new RetentionPage("tag-" + now.lookedAt(), now.lookedAt() == tags, now);
  }
}
