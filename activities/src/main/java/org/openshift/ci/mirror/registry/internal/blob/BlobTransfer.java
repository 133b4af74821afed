package org.openshift.ci.mirror.registry.internal.blob;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/** A transfer of one blob to one target repository, shared by all copies that need it there. */
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
    /** The target had it already. */
    PRESENT,
    /** The target mounted it from another of its repositories. */
    MOUNTED,
    /** It was uploaded. */
    COPIED
  }

  /** The repository it is read from. */
  Repository source() {
    return source;
  }

  AtomicLong bytesSent() {
    return bytesSent;
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Waits for the end of the transfer and throws its failure, if it has one. */
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

  /** Adds a waiting copy; false when the transfer was already cancelled. */
  synchronized boolean join() {
    if (waiting == 0) {
      return false;
    }
    waiting++;
    return true;
  }

  /** Cancels the transfer even if copies wait for it. */
  synchronized void abandon() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Removes a waiting copy; the last one to leave cancels the transfer. */
  synchronized void leave() {
    waiting--;
    if (waiting == 0 && !outcome.isDone() && thread != null) {
      thread.interrupt();
    }
  }
}
