package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;

/** A list in memory, of which all entries are equal at the target unless a test says otherwise. */
public final class FakeSweepActivities implements SweepActivities {

  private final List<SweepPageRequest> requests = new CopyOnWriteArrayList<>();
  private final List<SweepSummary> finished = new CopyOnWriteArrayList<>();
  private final Set<TagReference> differing = ConcurrentHashMap.newKeySet();
  private volatile List<TagReference> list = List.of();
  private volatile int pageSize = 2;
  private volatile Consumer<SweepPageRequest> onCompare = request -> {};

  FakeSweepActivities() {}

  /** Sets the entries of the list. */
  public void list(List<TagReference> entries) {
    list = entries.stream().sorted().toList();
  }

  /** Sets the entries that differ from their destination. */
  public void differ(List<TagReference> entries) {
    differing.clear();
    differing.addAll(entries);
  }

  /** Sets how many entries a page has. */
  public void pageSize(int entries) {
    pageSize = entries;
  }

  /** Sets what happens before each comparison. */
  public void onCompare(Consumer<SweepPageRequest> hook) {
    onCompare = hook;
  }

  /** Every requested page, including failed attempts. */
  public List<SweepPageRequest> requests() {
    return List.copyOf(requests);
  }

  /** The summaries of the sweeps that ended. */
  public List<SweepSummary> finished() {
    return List.copyOf(finished);
  }

  @Override
  public SweepPage comparePage(SweepPageRequest request) {
    requests.add(request);
    onCompare.accept(request);
    List<TagReference> behind =
        list.stream()
            .filter(tag -> request.only().isEmpty() || request.only().contains(tag))
            .filter(tag -> request.after() == null || tag.compareTo(request.after()) > 0)
            .toList();
    List<TagReference> page = behind.stream().limit(pageSize).toList();
    int started = (int) page.stream().filter(differing::contains).count();
    SweepSummary found =
        new SweepSummary(page.size(), page.size() - started, started, 0, null, null);
    return new SweepPage(page.size() == behind.size() ? null : page.getLast(), found);
  }

  @Override
  public SweepSummary finishSweep(SweepKind kind, SweepSummary soFar) {
    finished.add(soFar);
    return soFar.withWithdrawn(1);
  }
}
