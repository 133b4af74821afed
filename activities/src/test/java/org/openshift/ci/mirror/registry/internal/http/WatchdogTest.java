package org.openshift.ci.mirror.registry.internal.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.testing.LogRecorder;

class WatchdogTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final int SOON_SECONDS = 10;

  @AutoClose private final LogRecorder log = new LogRecorder(Watchdog.class);
  private final Watchdog watchdog = new Watchdog();

  @AfterEach
  void close() {
    watchdog.close();
  }

  @Test
  void aRequestThatTakesTooLongIsAborted() throws InterruptedException {
    CountDownLatch aborted = new CountDownLatch(1);
    try (Watchdog.Watch watch = watchdog.watch(aborted::countDown)) {
      watch.within(SHORT);
      assertTrue(aborted.await(SOON_SECONDS, TimeUnit.SECONDS));
      assertTrue(watch.expired());
    }
  }

  /** The timer must not end with it, since no other request would have a time limit then. */
  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void anAbortThatFailsEndsNoOtherWatch(Class<? extends Throwable> failure)
      throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    try (Watchdog.Watch bad = watchdog.watch(() -> fail(failed, failure))) {
      bad.within(SHORT);
      assertTrue(failed.await(SOON_SECONDS, TimeUnit.SECONDS));
      try (Watchdog.Watch next = watchdog.watch(aborted::countDown)) {
        next.within(SHORT);
        assertTrue(aborted.await(SOON_SECONDS, TimeUnit.SECONDS), log::toString);
      }
      assertTrue(log.contains("cannot abort a request"), log::toString);
    }
  }

  private static void fail(CountDownLatch reached, Class<? extends Throwable> failure) {
    reached.countDown();
    if (failure == StackOverflowError.class) {
      throw new StackOverflowError("for a test");
    }
    throw new IllegalStateException("for a test");
  }
}
