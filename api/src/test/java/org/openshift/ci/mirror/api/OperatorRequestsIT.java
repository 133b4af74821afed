package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import tools.jackson.databind.JsonNode;

/** Persons ask something of tasks that really run. */
class OperatorRequestsIT extends WithTemporal {

  private static final String BY = " by a holder of the token, from 127.0.0.1";
  private static final int AT_ONCE = 100;

  private JsonNode ask(String path) {
    HttpResponse<String> response = http.post(path, BEARER);
    assertEquals(202, response.statusCode(), response.body());
    return Http.body(response);
  }

  private JsonNode awaitReport(String path, String field, String value) {
    await()
        .until(
            () -> {
              HttpResponse<String> response = http.get(path);
              return response.statusCode() == 200
                  && Http.body(response).path(field).asString("").equals(value);
            });
    return http.json(path);
  }

  /** A worker whose tags are equal at source and target, so that each task ends at once. */
  private TaskWorker equalTags() {
    return tags("source.example/a@" + TaskWorker.AT_TARGET, TaskWorker.AT_TARGET, null);
  }

  /** A worker whose tags have no image, so that each task parks at once. */
  private TaskWorker emptyTags() {
    return tags(null, null, new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, "the tag has no image"));
  }

  private TaskWorker tags(String source, String digest, Problem problem) {
    return new TaskWorker(
        temporal.client(),
        destination ->
            new Claim(
                MirrorOwner.DISTRIBUTOR,
                destination.tag(),
                source,
                digest,
                "quay.example/ci:" + destination.tag().floatingTag(),
                problem));
  }

  @Test
  void aTaskIsParkedUnparkedAndWithdrawnWithNameAndReason() {
    String path = "/api/v1/mirrors/hand/4.20/cli";
    try (TaskWorker _ = emptyTags()) {
      ask(path + "/trigger?reason=it%20is%20old");
      JsonNode started = awaitReport(path, "error_type", "SourceTagEmpty");
      assertEquals("trigger" + BY + ": it is old", started.path("last_request").asString());

      JsonNode asked = ask(path + "/park?reason=waits%20for%20a%20fix");
      assertEquals("mirror/hand_4.20_cli", asked.path("workflow_id").asString());
      assertTrue(!asked.path("started").asBoolean(), asked.toString());
      JsonNode parked = awaitReport(path, "error_type", "ParkedByHand");
      assertEquals("parked", parked.path("state").asString());
      assertEquals("park" + BY + ": waits for a fix", parked.path("last_request").asString());
      String error = parked.path("last_error").asString();
      assertTrue(error.startsWith("parked" + BY + ": waits for a fix; nothing is pushed"), error);

      ask(path + "/unpark");
      JsonNode unparked = awaitReport(path, "error_type", "SourceTagEmpty");
      assertEquals("unpark" + BY, unparked.path("last_request").asString());

      ask(path + "/withdraw?reason=gone%20soon");
      JsonNode withdrawn = awaitReport(path, "outcome", "withdrawn");
      assertEquals("WithdrawnByHand", withdrawn.path("error_type").asString());
      assertEquals("withdraw" + BY + ": gone soon", withdrawn.path("last_request").asString());
      Instant ended = Instant.parse(withdrawn.path("ended").asString());
      await().until(() -> withdrawnSince(ended.minusSeconds(1)) == 1);
      assertEquals(0, withdrawnSince(ended.plusSeconds(1)));
    }
  }

  /** The image that must not be mirrored has not come yet, so no task is open. */
  @Test
  void aTagIsParkedBeforeItsImageComes() {
    String path = "/api/v1/mirrors/hand/4.20/later";
    try (TaskWorker _ = equalTags()) {
      JsonNode asked = ask(path + "/park?reason=the%20vendor%20asked");
      assertTrue(asked.path("started").asBoolean(), asked.toString());
      JsonNode parked = awaitReport(path, "error_type", "ParkedByHand");
      assertEquals("parked", parked.path("state").asString());
      ask(path + "/unpark");
      awaitReport(path, "outcome", "equal");
    }
  }

  private long withdrawnSince(Instant moment) {
    return service.getBean(OpenTaskList.class).count(TaskQuery.withdrawnByHandSince(moment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unpark", "withdraw"})
  void whatNeedsAnOpenTaskSaysWhatToDoWithoutOne(String action) {
    String path = "/api/v1/mirrors/hand/none/cli/";
    String detail = Http.problem(404, http.post(path + action, BEARER));
    assertTrue(detail.contains("no mirror task for hand/none:cli is open"), detail);
    assertTrue(
        detail.contains("to " + action + ";") && detail.contains("a trigger starts one"), detail);
    Http.problem(404, http.get("/api/v1/mirrors/hand/none/cli"));
  }

  @Test
  void aHundredTriggersAtOnceAreAllAccepted() throws Exception {
    // Before, each waited for its turn for a second at most, and half of them were refused.
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, AT_ONCE)
              .mapToObj(number -> "/api/v1/mirrors/burst/4.20/t" + number + "/trigger")
              .map(path -> clients.submit(() -> http.post(path, BEARER).statusCode()))
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      assertEquals(Collections.nCopies(AT_ONCE, 202), statuses);
    }
  }
}
