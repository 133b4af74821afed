package org.openshift.ci.mirror.simulation;

import io.temporal.client.ActivityNotExistsException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.openshift.ci.mirror.registry.WriteGuard;

/**
 * One attempt of an activity, in a thread of its own. When its worker freezes, Temporal replaces
 * the attempt, and its thread goes on later without knowing.
 */
final class Attempt {

  /** The heartbeat timeout of pushes, after which Temporal replaces an attempt. */
  private static final Duration REPLACED_AFTER = Duration.ofSeconds(20);

  private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

  private final SimulatedWorld world;
  private final SimulatedWorker worker;
  private final String what;
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CompletableFuture<Object> outcome = new CompletableFuture<>();
  private volatile boolean alive = true;
  private volatile boolean abandoned;
  private volatile Thread thread;

  Attempt(SimulatedWorld world, SimulatedWorker worker, String what) {
    this.world = world;
    this.worker = worker;
    this.what = what;
  }

  /** Thrown to the activity's caller when the attempt was replaced. */
  static final class FrozenException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The attempt of this thread; null in any other thread. */
  static Attempt current() {
    return CURRENT.get();
  }

  String what() {
    return what;
  }

  boolean alive() {
    return alive;
  }

  void begin(Supplier<Object> work) {
    thread =
        Thread.ofVirtual()
            .name("attempt")
            .start(
                () -> {
                  CURRENT.set(this);
                  try {
                    outcome.complete(work.get());
                  } catch (RuntimeException | Error e) {
                    outcome.completeExceptionally(e);
                  }
                });
  }

  CompletableFuture<Object> outcome() {
    return outcome;
  }

  /** The activity's fence. */
  void prove() {
    world.interleave("fence", what);
    if (!alive && world.mutation() != Mutation.FENCE_ALWAYS_PASSES) {
      throw new ActivityNotExistsException(what, null);
    }
  }

  /** The guard of a push that asks the fence, but does not read the claim again. */
  WriteGuard fenceOnly() {
    return new WriteGuard() {
      @Override
      public void beforeWrite(String tag) {
        prove();
      }

      @Override
      public boolean holds() {
        return alive;
      }
    };
  }

  /** Freezes the worker for this time, or kills it for null. Called in the attempt's thread. */
  void freeze(Duration time) {
    if (!alive || !world.workers().freeze(worker)) {
      return;
    }
    world.findings().count(time == null ? "fault: worker died" : "fault: worker froze");
    world.findings().tell(worker.name() + (time == null ? " dies in " : " freezes in ") + what);
    world.timeline().pass(REPLACED_AFTER);
    alive = false;
    world.frozen(this, worker, time);
    outcome.completeExceptionally(new FrozenException());
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new CancellationException("the world ends");
    }
    if (abandoned) {
      throw new CancellationException("its worker is dead");
    }
    world.findings().tell(worker.name() + " wakes in " + what);
  }

  /** Lets the attempt go on, and waits for its end. */
  void thaw() {
    gate.countDown();
    join();
  }

  /** Ends an attempt whose worker never wakes. */
  void abandon() {
    abandoned = true;
    gate.countDown();
    join();
  }

  private void join() {
    try {
      if (!thread.join(Duration.ofSeconds(20))) {
        throw new IllegalStateException(what + " does not end after its worker woke");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
