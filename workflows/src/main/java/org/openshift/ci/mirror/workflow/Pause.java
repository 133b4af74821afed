package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Waiting that can end early. */
final class Pause {

  private Pause() {}

  /**
   * Waits until the condition holds, and no longer than so long.
   *
   * <p>Unlike {@code Workflow.await} with a duration (sdk-java up to 1.38) it cancels its timer:
   * the timers of a task that is woken again and again from a wait of hours would pile up.
   *
   * @return whether the condition holds
   */
  static boolean until(Supplier<Boolean> condition, Duration atMost) {
    if (condition.get()) {
      return true;
    }
    CompletablePromise<Void> over = Workflow.newPromise();
    CancellationScope timer =
        Workflow.newCancellationScope(
            () -> over.completeFrom(Workflow.newTimer(atMost).handle((fired, cancelled) -> null)));
    timer.run();
    Workflow.await(() -> over.isCompleted() || condition.get());
    if (!over.isCompleted()) {
      timer.cancel("the wait ended early");
    }
    return condition.get();
  }
}
