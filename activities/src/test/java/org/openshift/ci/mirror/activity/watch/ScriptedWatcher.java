package org.openshift.ci.mirror.activity.watch;

import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.IntSupplier;
import org.openshift.ci.mirror.contract.WatcherInput;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagReference;

/** A watcher that does nothing, and has as many pending names as a test sets. */
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
    // Tests read it in the history.
  }

  @Override
  public void tagsListed(List<TagReference> tags) {
    // Tests read it in the history.
  }

  @Override
  public int pending() {
    return pending.getAsInt();
  }
}
