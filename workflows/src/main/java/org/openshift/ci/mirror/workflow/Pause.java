package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** A wait with a timer that is cancelled when the wait ends early. */
final class Pause {

  private Pause() {}

  /**
   * Waits until the condition holds, or for {@code atMost}.
   *
   * <p>{@code Workflow.await} with a duration does not cancel its timer (sdk-java 1.38), so timers
   * of hours would pile up in a task that is triggered again and again.
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
