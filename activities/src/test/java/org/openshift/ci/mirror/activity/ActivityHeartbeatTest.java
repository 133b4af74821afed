package org.openshift.ci.mirror.activity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.ActivityExecutionContext;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ActivityHeartbeatTest {

  private static final int SOON_SECONDS = 20;

  /** Without further heartbeats, Temporal would give the activity to another worker. */
  @Test
  void goesOnAfterAHeartbeatThatFails() throws InterruptedException {
    CountDownLatch sent = new CountDownLatch(3);
    try (ActivityHeartbeat<String> _ = new ActivityHeartbeat<>(failing(sent), "details")) {
      assertTrue(sent.await(SOON_SECONDS, TimeUnit.SECONDS), "heartbeats left: " + sent);
    }
  }

  private static ActivityExecutionContext failing(CountDownLatch sent) {
    return (ActivityExecutionContext)
        Proxy.newProxyInstance(
            ActivityExecutionContext.class.getClassLoader(),
            new Class<?>[] {ActivityExecutionContext.class},
            (proxy, method, arguments) -> {
              sent.countDown();
              throw new IllegalStateException("for a test: " + method.getName());
            });
  }
}
