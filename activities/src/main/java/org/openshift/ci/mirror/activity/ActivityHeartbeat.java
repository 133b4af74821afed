package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Sends the heartbeats of an activity at a steady pace, also while a single request takes long.
 * Every activity has a thread of its own for them: a heartbeat may block, and must not delay those
 * of other activities.
 *
 * @param <T> the type of the heartbeat's details
 */
public final class ActivityHeartbeat<T> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ActivityHeartbeat.class);

  /** Well below the shortest heartbeat timeout, ten seconds; the SDK throttles what it sends. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private final ActivityExecutionContext context;
  private final AtomicReference<T> details;
  private final AtomicReference<ActivityCompletionException> ended = new AtomicReference<>();
  private final Thread ticker;

  /** What lines of the log say of the activity; null for nothing. */
  private final Map<String, String> logged = MDC.getCopyOfContextMap();

  public ActivityHeartbeat(ActivityExecutionContext context, T first) {
    this.context = context;
    this.details = new AtomicReference<>(first);
    this.ticker = Thread.ofVirtual().name("heartbeat").start(this::tick);
  }

  /** Does the work of the current activity with heartbeats that have no details. */
  public static <T> T during(Supplier<T> work) {
    try (ActivityHeartbeat<Void> _ =
        new ActivityHeartbeat<>(Activity.getExecutionContext(), null)) {
      return work.get();
    }
  }

  /**
   * Sets the details of the next heartbeat.
   *
   * @throws ActivityCompletionException when the work must stop: the activity was cancelled or
   *     timed out, or its worker shuts down
   */
  public void details(T now) {
    ActivityCompletionException end = ended.get();
    if (end != null) {
      throw end;
    }
    details.set(now);
  }

  /**
   * Waits before the first heartbeat: each is a write to Temporal's store, and most activities end
   * before they need one.
   */
  private void tick() {
    if (logged != null) {
      MDC.setContextMap(logged);
    }
    try {
      while (true) {
        Thread.sleep(PACE);
        beat();
      }
    } catch (ActivityCompletionException e) {
      ended.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that fails in another way must not end the later ones. */
  private void beat() {
    try {
      context.heartbeat(details.get());
    } catch (ActivityCompletionException e) {
      throw e;
    } catch (RejectedExecutionException e) {
      // The worker began to shut down while the SDK was about to schedule the next one.
      throw new ActivityWorkerShutdownException(context.getInfo());
    } catch (RuntimeException | Error e) {
      log.warn("a heartbeat could not be sent: {}; the next follows", e.toString());
    }
  }

  @Override
  public void close() {
    ticker.interrupt();
  }
}
