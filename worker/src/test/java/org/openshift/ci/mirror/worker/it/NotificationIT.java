package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;
import org.openshift.ci.mirror.testing.WebhookReceiver;

/**
 * Somebody is notified of a failure once, whatever happens to workers, and once that it is over.
 */
class NotificationIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** Both have the floating tag {@code test_a_b_c}, so neither is mirrored. */
  private static final TagReference ONE = TagReference.parse("test/a_b:c");

  private static final TagReference OTHER = TagReference.parse("test/a:b_c");
  private static final String TASK = "mirror/test_a_b_c";

  private final TestImages images = new TestImages(41);
  private final WebhookReceiver receiver = new WebhookReceiver();

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  private Path notifications() throws IOException {
    Files.writeString(folder.resolve("webhook.url"), receiver.url());
    return platform.configure(
        "notifications.yaml",
        """
        page: http://127.0.0.1:8090/
        recipients:
        - {name: nobody of these tests, namespace: ^other$, url: "http://127.0.0.1:1/"}
        - {name: team, urlFile: webhook.url, text: "{tag} {state} {reason} {link}", endText: "{tag} {state}"}
        """);
  }

  private long events(EventType type) {
    return platform.temporal.events(TASK, type);
  }

  private void awaitEvents(long count, EventType type) {
    Await.until(count + " " + type, SOON, () -> events(type) >= count, () -> events(type));
  }

  @Test
  void aFailureIsToldOnceAndOnceThatItIsOver() throws Exception {
    receiver.refuse(503, Map.of("Retry-After", "1"));
    TestImage image = images.docker(1_000);
    platform.release(ONE, image);
    platform.release(OTHER, images.docker(1_000));
    WorkerProcess first = platform.process("first", "--notifications=" + notifications()).start();
    String failure = receivedFailure(first);
    assertTrue(
        failure.matches(
            "\\{\"text\":\"test/a(_b:c|:b_c) parked DestinationConflict"
                + " http://127.0.0.1:8090/#test/a(_b:c|:b_c)\"}"),
        failure);
    assertEquals(2, receiver.requests().size());
    awaitEvents(1, EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED);

    first.kill();
    TestWorker second = platform.worker("--notifications=" + notifications()).start();
    long timers = events(EventType.EVENT_TYPE_TIMER_STARTED);
    platform.temporal.client().newUntypedWorkflowStub(TASK).signal("trigger");
    awaitEvents(timers + 1, EventType.EVENT_TYPE_TIMER_STARTED);
    assertEquals(List.of(failure), receiver.received());

    platform.remove(OTHER);
    platform.awaitMirrored("test_a_b_c", image, SOON);
    Await.until(
        "the end is told",
        SOON,
        () -> receiver.received().equals(List.of(failure, "{\"text\":\"test/a_b:c mirrored\"}")),
        () -> receiver.received() + "\n" + second.log());
    platform.awaitListed("WorkflowId='" + TASK + "' AND ExecutionStatus='Completed'", 1, SOON);
    assertEquals(3, receiver.requests().size());

    String history = platform.temporal.client().fetchHistory(TASK).toJson(true);
    for (String shown : List.of(history, first.log(), second.log())) {
      assertFalse(shown.contains("SECRET"), shown);
    }
  }

  private String receivedFailure(TestWorker worker) {
    Await.until(
        "a failure is told",
        SOON,
        () -> receiver.received().size() == 1,
        () -> receiver.received() + "\n" + worker.log());
    return receiver.received().getFirst();
  }

  @Test
  void aDeadRecipientHoldsUpNothing() throws Exception {
    receiver.close();
    TestImage image = images.docker(1_000);
    platform.release(ONE, image);
    platform.release(OTHER, images.docker(1_000));
    TestWorker worker = platform.worker("--notifications=" + notifications()).start();
    Await.until("it is tried", SOON, () -> worker.log().contains("tried again later"), worker::log);
    platform.remove(OTHER);
    platform.awaitMirrored("test_a_b_c", image, SOON);
    platform.awaitListed("WorkflowId='" + TASK + "' AND ExecutionStatus='Completed'", 1, SOON);
    assertFalse(worker.log().contains("SECRET"), worker.log());
  }

  @Test
  void withoutTheFlagThereIsNoActivity() {
    platform.release(ONE, images.docker(1_000));
    platform.release(OTHER, images.docker(1_000));
    platform.worker().start();
    Await.until("the task waits", SOON, this::taskWaits, () -> "no timer");
    assertEquals(0, events(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
  }

  private boolean taskWaits() {
    return !platform.list("WorkflowId='" + TASK + "'").isEmpty()
        && events(EventType.EVENT_TYPE_TIMER_STARTED) > 0;
  }

  @Test
  void aBadFileEndsTheStartWithItsLine() {
    Path file =
        platform.configure(
            "notifications.yaml", "recipients:\n- {name: a, url: 'ftp://h/SECRET'}\n");
    WorkerProcess worker = platform.process("worker", "--notifications=" + file);
    worker.launch();
    assertEquals(2, worker.awaitExit(SOON));
    assertEquals(1, worker.log().lines().count(), worker.log());
    assertTrue(
        worker.log().contains("--notifications: " + file + ":2: recipients[0]: url: is not an"),
        worker.log());
    assertFalse(worker.log().contains("SECRET"), worker.log());
  }
}
