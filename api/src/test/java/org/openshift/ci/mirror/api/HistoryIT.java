package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.PushProgress;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;

/**
 * The real workflow of mirror tasks at a real Temporal server, as history, lists and reports show
 * it.
 */
@Order(2)
class HistoryIT extends WithTemporal {

  private static final String DIGEST = "sha256:" + "d".repeat(64);
  private static final String SLOW = "slow";
  private static final int EQUAL = 3;

  /** Its slow push waits for the end of the test. */
  private record Pushes(CountDownLatch end) implements PushActivities {

    @Override
    public PushResult pushTags(PushRequest request) {
      if (request.tag().tag().equals(SLOW)) {
        Activity.getExecutionContext().heartbeat(new PushProgress(300, 1_200));
        try {
          end.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return new PushResult(request.digest(), 42, 1, 0, 5);
    }
  }

  private static Claim claim(Destination destination) {
    TagReference tag = destination.tag();
    String digest = tag.name().equals("equal") ? TaskWorker.AT_TARGET : DIGEST;
    if (tag.name().equals("broken")) {
      throw new IllegalStateException("a test's failure");
    }
    if (tag.name().equals("gone")) {
      return Claim.nobody(tag, new Problem(MirrorErrorType.SOURCE_GONE, "it is gone"));
    }
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        tag,
        "registry.example/" + tag.namespace() + "/" + tag.name() + "@" + digest,
        digest,
        "quay.example/ci:" + tag.floatingTag(),
        null);
  }

  private void open(String name, String tag) {
    new MirrorTaskStarter(temporal.client(), MirrorMode.REAL, Clock.systemUTC())
        .startUnlessOpen(
            Destination.mirror(new TagReference("ocp", name, tag)), MirrorOwner.DISTRIBUTOR);
  }

  /** In the last two hours, since one may begin during the test. */
  private long lately(String what) {
    JsonNode hours = http.json("/api/v1/history").path("hours");
    assertEquals(24, hours.size());
    return hours.path(22).path(what).asLong(0) + hours.path(23).path(what).asLong(0);
  }

  private long openNow() {
    return http.json("/api/v1/history").path("hours").path(23).path("open").asLong();
  }

  private void terminate(String name, String tag) {
    TagReference reference = new TagReference("ocp", name, tag);
    WorkflowStub.fromTyped(
            temporal
                .client()
                .newWorkflowStub(
                    MirrorTaskWorkflow.class,
                    MirrorMode.REAL.taskId(Destination.mirror(reference))))
        .terminate("a test");
  }

  private List<String> lastMirrored() {
    return tags(http.json("/api/v1/history").path("last_mirrored"));
  }

  private static List<String> tags(JsonNode listed) {
    List<String> tags = new ArrayList<>();
    listed.forEach(entry -> tags.add(entry.path("source_tag_ref").path("tag").asString()));
    return tags;
  }

  @Test
  void tellsWhatBecameOfTasksAndHowFarAPushIs() {
    await().until(() -> openNow() == 0);
    long failed = lately("failed");
    Instant start = Instant.now();
    CountDownLatch end = new CountDownLatch(1);
    WorkerFactory pushing = WorkerFactory.newInstance(temporal.client());
    pushing
        .newWorker(MirrorMode.REAL.pushQueue())
        .registerActivitiesImplementations(new Pushes(end));
    pushing.start();
    try (TaskWorker _ = new TaskWorker(temporal.client(), HistoryIT::claim)) {
      for (int number = 0; number < EQUAL; number++) {
        open("equal", "e" + number);
      }
      open("pushed", "first");
      await().until(() -> lastMirrored().contains("first"));
      open("pushed", "second");
      open("gone", "g");
      open("pushed", SLOW);
      open("broken", "b");
      terminate("broken", "b");
      await()
          .until(
              () -> {
                JsonNode report = http.json("/api/v1/mirrors/ocp/pushed/" + SLOW);
                return report.path("push").path("bytes_done").asLong() == 300;
              });
      JsonNode push = http.json("/api/v1/mirrors/ocp/pushed/" + SLOW).path("push");
      assertEquals(1_200, push.path("bytes_total").asLong());
      assertTrue(push.path("bytes_per_second").asLong() > 0, push::toString);
      assertTrue(!Instant.parse(push.path("started").asString()).isBefore(start), push::toString);
      await().until(() -> lastMirrored().contains("second"));
      assertEquals(List.of("second", "first"), lastMirrored());
      await().until(() -> openNow() == 1 && lately("failed") == failed + 2);
      assertEquals(EQUAL + 2, lately("mirrored"));
      await()
          .until(() -> http.json("/api/v1/history").path("hours").path(0).path("open").isNumber());
      assertEquals(0, http.json("/api/v1/history").path("hours").path(0).path("open").asLong());
    } finally {
      end.countDown();
      pushing.shutdown();
    }
  }

  @Test
  void listsTheOldestTaskFirstWhateverTheStoresOrderIs() {
    for (String tag : List.of("b", "c", "a")) {
      open("sorted", tag);
    }
    String filter = "/api/v1/mirrors?action=show&limit=2&namespace=ocp&name=sorted";
    await().until(() -> http.json(filter).path("total").asLong() == 3);
    await().until(() -> http.json(filter + "&sort=oldest").path("total").asLong() == 3);
    assertEquals(List.of("a", "c"), tags(http.json(filter).path("mirrors")));
    assertEquals(List.of("a", "c"), tags(http.json(filter + "&sort=newest").path("mirrors")));
    JsonNode first = http.json(filter + "&sort=oldest");
    assertEquals(List.of("b", "c"), tags(first.path("mirrors")));
    JsonNode second =
        http.json(filter + "&sort=oldest&page_token=" + first.path("next_page_token").asString());
    assertEquals(List.of("a"), tags(second.path("mirrors")));
    assertTrue(second.path("next_page_token").isMissingNode());
    assertEquals(List.of("a", "b"), tags(http.json(filter + "&sort=tag").path("mirrors")));
    for (String tag : List.of("a", "b", "c")) {
      terminate("sorted", tag);
    }
  }
}
