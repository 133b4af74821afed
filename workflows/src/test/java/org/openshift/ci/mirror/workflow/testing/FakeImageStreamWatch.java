package org.openshift.ci.mirror.workflow.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.model.WatchPosition;

/** A watch that ends at once, with the next resource version. */
public final class FakeImageStreamWatch implements ImageStreamWatchActivities {

  private final List<WatchPosition> positions = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile FakeRegistries.Hook hook = call -> {};

  FakeImageStreamWatch() {}

  /** Sets what happens before each watch ends. */
  public void onWatch(FakeRegistries.Hook before) {
    hook = before;
  }

  /** The positions from which the watches began. */
  public List<WatchPosition> positions() {
    return List.copyOf(positions);
  }

  @Override
  public WatchPosition watchImageStreams(WatchPosition from) {
    positions.add(from);
    hook.before(calls.incrementAndGet());
    int version = from.resourceVersion() == null ? 0 : Integer.parseInt(from.resourceVersion());
    return new WatchPosition(Integer.toString(version + 1));
  }
}
