package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Tells Temporal at a steady pace that an activity is alive and how far it is, also while a single
 * request takes long. Each has a thread of its own: telling Temporal may block, and one activity
 * must not hold up another's word.
 *
 * @param <T> the type of the details
 */
public final class ActivityHeartbeat<T> implements AutoCloseable {

  /** Well inside the shortest heartbeat timeout, ten seconds; the SDK sends fewer than it gets. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private final ActivityExecutionContext context;
  private final AtomicReference<T> details;
  private final AtomicReference<ActivityCompletionException> ended = new AtomicReference<>();
  private final Thread ticker;

  public ActivityHeartbeat(ActivityExecutionContext context, T first) {
    this.context = context;
    this.details = new AtomicReference<>(first);
    this.ticker = Thread.ofVirtual().name("heartbeat").start(this::tick);
  }

  /** Does the work of the activity in hand, which has no details to tell. */
  public static <T> T during(Supplier<T> work) {
    try (ActivityHeartbeat<Void> _ =
        new ActivityHeartbeat<>(Activity.getExecutionContext(), null)) {
      return work.get();
    }
  }

  /**
   * What the next heartbeat says.
   *
   * @throws ActivityCompletionException when the activity was cancelled, timed out, or its worker
   *     shuts down: the work is to stop
   */
  public void details(T now) {
    ActivityCompletionException end = ended.get();
    if (end != null) {
      throw end;
    }
    details.set(now);
  }

  /**
   * Not at once: most activities end within the first pace, and need no heartbeat, which is a write
   * to Temporal's store.
   */
  private void tick() {
    try {
      while (true) {
        Thread.sleep(PACE);
        context.heartbeat(details.get());
      }
    } catch (ActivityCompletionException e) {
      ended.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ticker.interrupt();
  }
}
