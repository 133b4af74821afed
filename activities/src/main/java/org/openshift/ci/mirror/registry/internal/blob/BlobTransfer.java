package org.openshift.ci.mirror.registry.internal.blob;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/** One blob on its way to one target repository, for everybody who waits for it there. */
public final class BlobTransfer {

  private final Repository source;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final AtomicLong bytesSent = new AtomicLong();
  private Thread thread;
  private int waiting = 1;

  BlobTransfer(Repository source) {
    this.source = source;
  }

  /** How a blob got to the target. */
  public enum Outcome {
    /** It was there. */
    PRESENT,
    /** The target took it from another of its repositories. */
    MOUNTED,
    /** It was uploaded. */
    COPIED
  }

  /** Where it is read from. */
  Repository source() {
    return source;
  }

  AtomicLong bytesSent() {
    return bytesSent;
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Waits for the end; throws what the transfer failed with. */
  Outcome await() throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  synchronized void runOn(Thread newThread) {
    thread = newThread;
  }

  /** One more waits for it; false when it was given up already. */
  synchronized boolean join() {
    if (waiting == 0) {
      return false;
    }
    waiting++;
    return true;
  }

  /** Ends it, whoever waits. */
  synchronized void abandon() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** One fewer waits for it; the last to leave ends it. */
  synchronized void leave() {
    waiting--;
    if (waiting == 0 && !outcome.isDone() && thread != null) {
      thread.interrupt();
    }
  }
}
