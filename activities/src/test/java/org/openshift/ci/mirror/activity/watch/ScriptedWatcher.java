package org.openshift.ci.mirror.activity.watch;

import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.IntSupplier;
import org.openshift.ci.mirror.contract.WatcherInput;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagReference;

/** A watcher that does nothing, and has as much to do as a test says. */
public final class ScriptedWatcher implements WatcherWorkflow {

  private final IntSupplier pending;

  ScriptedWatcher(IntSupplier pending) {
    this.pending = pending;
  }

  @Override
  public void watch(WatcherInput input) {
    Workflow.await(() -> false);
  }

  @Override
  public void tagsChanged(List<TagReference> tags) {
    // The history has it.
  }

  @Override
  public void tagsListed(List<TagReference> tags) {
    // The history has it.
  }

  @Override
  public int pending() {
    return pending.getAsInt();
  }
}
