package org.openshift.ci.mirror.imagestreams.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;

/** Waits, with heartbeats meanwhile. */
final class HeartbeatWait {

  private static final Duration STEP = Duration.ofMillis(250);

  private final ImageStreamSink sink;
  private final Heartbeat heartbeat;

  HeartbeatWait(ImageStreamSink sink, Heartbeat heartbeat) {
    this.sink = sink;
    this.heartbeat = heartbeat;
  }

  /**
   * Makes a call on another thread, which is interrupted when a heartbeat ends the wait.
   *
   * @throws RuntimeException when the call or a heartbeat throws it
   */
  <T> T call(Callable<T> call) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().name("cluster-call").start(task);
    try {
      while (true) {
        try {
          return task.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          heartbeat.beat();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      task.cancel(true);
    }
  }

  /** Waits for this long, or until the sink requests a stop. */
  void pause(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    while (!sink.stopRequested()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, STEP.toNanos()));
      heartbeat.beat();
    }
  }
}
