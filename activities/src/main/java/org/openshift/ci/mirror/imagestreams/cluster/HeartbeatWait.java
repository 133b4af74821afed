package org.openshift.ci.mirror.imagestreams.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;

/** Waits for things that take long, with signs of life in between. */
final class HeartbeatWait {

  private static final Duration STEP = Duration.ofMillis(250);

  private final ImageStreamSink sink;
  private final Heartbeat pulse;

  HeartbeatWait(ImageStreamSink sink, Heartbeat pulse) {
    this.sink = sink;
    this.pulse = pulse;
  }

  /**
   * Makes a call on a thread of its own, which is interrupted when the wait is broken off.
   *
   * @throws RuntimeException what the call throws
   */
  <T> T call(Callable<T> call) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().name("cluster-call").start(task);
    try {
      while (true) {
        try {
          return task.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          pulse.beat();
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

  /** Lets time pass, less when a stop is requested meanwhile. */
  void pause(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    while (!sink.stopRequested()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, STEP.toNanos()));
      pulse.beat();
    }
  }
}
