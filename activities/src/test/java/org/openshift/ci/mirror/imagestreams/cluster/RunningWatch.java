package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.imagestreams.RecordingSink;
import org.openshift.ci.mirror.model.WatchPosition;

/** A watch that runs on another thread. */
public final class RunningWatch {

  private final RecordingSink sink;
  private final CompletableFuture<WatchPosition> result = new CompletableFuture<>();
  private final Thread thread;

  private RunningWatch(ImageStreamSource source, WatchPosition from, RecordingSink sink) {
    this.sink = sink;
    this.thread =
        Thread.ofVirtual()
            .name("watch")
            .start(
                () -> {
                  try {
                    result.complete(source.watch(from, sink));
                  } catch (InterruptedException | RuntimeException | Error e) {
                    result.completeExceptionally(e);
                  }
                });
  }

  public static RunningWatch start(
      ImageStreamSource source, WatchPosition from, RecordingSink sink) {
    return new RunningWatch(source, from, sink);
  }

  /** Requests the watch to end, and returns its position. */
  public WatchPosition stop() throws InterruptedException, ExecutionException, TimeoutException {
    sink.stop();
    return result.get(10, TimeUnit.SECONDS);
  }

  /** Waits for the failure that ends the watch. */
  public Throwable failure() throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("ended well at " + result.get(10, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  public void interrupt() {
    thread.interrupt();
  }

  /** Ends the watch, whatever state it is in. */
  public void end() throws InterruptedException {
    sink.stop();
    thread.interrupt();
    assertTrue(thread.join(Duration.ofSeconds(10)), "the watch did not end");
  }
}
