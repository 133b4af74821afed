package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityWorkerShutdownException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;

class ActivityHeartbeatTest {

  private static final int SOON_SECONDS = 20;

  private final CountDownLatch sent = new CountDownLatch(3);

  /** Without further heartbeats, Temporal would give the activity to another worker. */
  @Test
  void goesOnAfterAHeartbeatThatFails() throws InterruptedException {
    try (ActivityHeartbeat<String> _ =
        new ActivityHeartbeat<>(failing(new IllegalStateException("for a test")), "details")) {
      assertTrue(sent.await(SOON_SECONDS, TimeUnit.SECONDS), "heartbeats left: " + sent);
    }
  }

  /** The watch hands over its position then; otherwise it would go on until it is interrupted. */
  @Test
  void aHeartbeatThatIsRefusedByAStoppingWorkerEndsTheWork() {
    AtomicReference<Exception> ended = new AtomicReference<>();
    try (ActivityHeartbeat<String> heartbeat =
        new ActivityHeartbeat<>(failing(new RejectedExecutionException("for a test")), "details")) {
      Await.until(
          "the work is told to stop",
          Duration.ofSeconds(SOON_SECONDS),
          () -> isEnded(heartbeat, ended),
          ended::get);
    }
    assertEquals(ActivityWorkerShutdownException.class, ended.get().getClass());
  }

  private static boolean isEnded(
      ActivityHeartbeat<String> heartbeat, AtomicReference<Exception> ended) {
    try {
      heartbeat.details("more");
      return false;
    } catch (RuntimeException e) {
      ended.set(e);
      return true;
    }
  }

  private ActivityExecutionContext failing(RuntimeException failure) {
    return proxy(
        ActivityExecutionContext.class,
        method -> {
          if (method.equals("getInfo")) {
            return proxy(ActivityInfo.class, _ -> null);
          }
          sent.countDown();
          throw failure;
        });
  }

  private interface Behaviour {
    Object of(String method);
  }

  private static <T> T proxy(Class<T> type, Behaviour behaviour) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> behaviour.of(method.getName())));
  }
}
