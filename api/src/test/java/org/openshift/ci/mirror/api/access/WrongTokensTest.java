package org.openshift.ci.mirror.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.testing.LogRecorder;

class WrongTokensTest {

  private final LogRecorder log = new LogRecorder(WrongTokens.class);
  private final Queue<Runnable> due = new ArrayDeque<>();
  private final WrongTokens wrong = new WrongTokens(due::add, pause -> {});

  @AfterEach
  void stopRecording() {
    log.close();
  }

  private void passAMinute() {
    due.remove().run();
  }

  @Test
  void logsTheFirstAtOnceAndTheOthersOnceAMinute() {
    wrong.from("192.0.2.1");
    wrong.from("192.0.2.1");
    wrong.from("192.0.2.2");
    wrong.from("192.0.2.1");
    String refused = "requests with a wrong token were refused: ";
    assertEquals(List.of(refused + "from 192.0.2.1 (1); 1 since the start"), log.lines());
    passAMinute();
    assertEquals(
        refused + "from 192.0.2.1 (2), 192.0.2.2 (1); 4 since the start", log.lines().getLast());
    passAMinute();
    assertEquals(2, log.lines().size());
    assertTrue(due.isEmpty(), "nothing is due when nothing happens");
    wrong.from("192.0.2.3");
    assertEquals(refused + "from 192.0.2.3 (1); 5 since the start", log.lines().getLast());
  }

  @Test
  void namesOnlySomeOfManyAddresses() {
    wrong.from("192.0.2.0");
    for (int address = 1; address <= 100; address++) {
      wrong.from("192.0.2." + address);
    }
    passAMinute();
    String line = log.lines().getLast();
    assertTrue(line.contains("192.0.2.10 (1), from other addresses (90); 101 since"), line);
  }

  @Test
  void keepsOnlySomeWaiting() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    WrongTokens slow = new WrongTokens(due::add, pause -> await(over));
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waiting = new ArrayList<>();
      CountDownLatch refused = new CountDownLatch(1);
      for (int client = 0; client < 21; client++) {
        waiting.add(
            clients.submit(
                () -> {
                  try {
                    slow.from("192.0.2.1");
                  } catch (ApiProblem e) {
                    assertEquals(Optional.of(Duration.ofSeconds(1)), e.retryAfter());
                    refused.countDown();
                  }
                }));
      }
      refused.await();
      assertThrows(ApiProblem.class, () -> slow.from("192.0.2.1"));
      over.countDown();
      for (Future<?> client : waiting) {
        client.get();
      }
      slow.from("192.0.2.1");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
