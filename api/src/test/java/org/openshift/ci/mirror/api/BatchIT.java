package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import tools.jackson.databind.JsonNode;

/** Many open tasks are triggered with one request. No worker runs, so all stay open. */
@Order(5)
class BatchIT extends WithTemporal {

  private static final String TRIGGER = "/api/v1/mirrors/trigger";
  private static final int TASKS = 1_000;

  private static Destination destination(String namespace, int number) {
    return Destination.mirror(new TagReference(namespace, "4.20", "t" + number));
  }

  private void open(String namespace, int tasks) {
    MirrorTaskStarter starter =
        new MirrorTaskStarter(temporal.client(), MirrorMode.REAL, Clock.systemUTC());
    try (ExecutorService starters = Executors.newFixedThreadPool(10)) {
      for (int number = 0; number < tasks; number++) {
        Destination destination = destination(namespace, number);
        starters.execute(() -> starter.startUnlessOpen(destination, MirrorOwner.DISTRIBUTOR));
      }
    }
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> http.json("/api/v1/mirrors?namespace=" + namespace).path("total").asInt(),
            is(tasks));
  }

  private JsonNode answer(int status, String query) {
    HttpResponse<String> response = http.post(TRIGGER + query, BEARER);
    assertEquals(status, response.statusCode(), response.body());
    return Http.body(response);
  }

  @Test
  void triggersAThousandTasksWithoutARefusal() {
    open("bulk", TASKS);
    open("other", 1);
    assertEquals("{\"total\":1000}", answer(200, "?namespace=bulk&preview=true").toString());
    assertEquals(List.of(), requests("bulk", 0));

    JsonNode started = answer(202, "?namespace=bulk&reason=the%20registry%20is%20back");
    assertEquals(TASKS, started.path("total").asInt());
    String batch = "/api/v1/batches/" + started.path("batch_id").asString();
    assertTrue(started.path("batch_url").asString().startsWith("http://ui.example/namespaces/"));

    String detail = Http.problem(409, http.post(TRIGGER + "?namespace=other", BEARER));
    assertTrue(detail.contains("nothing was triggered") && detail.contains(batch), detail);

    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> http.json(batch).path("state").asString(), is("completed"));
    JsonNode ended = http.json(batch);
    assertEquals(TASKS, ended.path("total").asInt(), ended.toString());
    assertEquals(TASKS, ended.path("done").asInt(), ended.toString());
    assertEquals(0, ended.path("failed").asInt(), ended.toString());
    assertFalse(ended.path("ended").isNull(), ended.toString());
    for (int number = 0; number < TASKS; number += 37) {
      assertEquals(
          List.of(
              "{\"action\":\"trigger\",\"by\":\"a holder of the token, from 127.0.0.1\","
                  + "\"reason\":\"the registry is back\"}"),
          requests("bulk", number));
    }
    assertEquals(List.of(), requests("other", 0));
  }

  /** The task of a tag that a person has parked, as far as its search attributes tell. */
  private void parkByHand(Destination destination) {
    Problem byHand = new Problem(MirrorErrorType.PARKED_BY_HAND, "parked by alice");
    Claim claim = new Claim(MirrorOwner.ART, destination.tag(), "s", null, "d", byHand);
    new MirrorTaskStarter(temporal.client(), MirrorMode.REAL, Clock.systemUTC())
        .startFailing(destination, claim, byHand);
  }

  @Test
  void aTriggerLeavesOutWhatAPersonParkedAndAnUnparkTakesNothingElse() {
    open("byhand", 2);
    parkByHand(destination("byhand", 2));
    await()
        .until(
            () -> http.json("/api/v1/mirrors?error_type=ParkedByHand").path("total").asInt(),
            is(1));
    assertEquals(
        "{\"total\":2,\"parked_by_hand\":1}",
        answer(200, "?namespace=byhand&preview=true").toString());
    HttpResponse<String> preview =
        http.post("/api/v1/mirrors/unpark?namespace=byhand&preview=true", BEARER);
    assertEquals("{\"total\":1}", preview.body());
    JsonNode unparked = asked("/api/v1/mirrors/unpark?namespace=byhand&reason=go");
    assertEquals(1, unparked.path("total").asInt(), unparked.toString());
    assertEquals(List.of(), requests("byhand", 0));
    assertEquals(1, requests("byhand", 2).size());
    assertTrue(requests("byhand", 2).getFirst().contains("\"unpark\""));
    JsonNode triggered = asked(TRIGGER + "?namespace=byhand");
    assertEquals(2, triggered.path("total").asInt(), triggered.toString());
    assertEquals(1, requests("byhand", 0).size());
    assertEquals(1, requests("byhand", 2).size());
  }

  /** Asks many as soon as no other batch runs, and waits for the end. */
  private JsonNode asked(String request) {
    HttpResponse<String> response =
        await()
            .atMost(Duration.ofMinutes(3))
            .until(() -> http.post(request, BEARER), answered -> answered.statusCode() != 409);
    assertEquals(202, response.statusCode(), response.body());
    JsonNode started = Http.body(response);
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                http.json("/api/v1/batches/" + started.path("batch_id").asString())
                    .path("state")
                    .asString(),
            is("completed"));
    return started;
  }

  @Test
  void nothingIsStartedForNothing() {
    assertEquals("{\"total\":0}", answer(200, "?namespace=nothing").toString());
  }

  @Test
  void refusesWhoMayNotAndWhatIsMistyped() {
    Http.problem(401, http.post(TRIGGER + "?all=true", null));
    Http.problem(400, http.post(TRIGGER, BEARER));
    Http.problem(400, http.get("/api/v1/batches/x"));
    Http.problem(404, http.get("/api/v1/batches/" + UUID.randomUUID()));
  }

  /** What persons asked of the task, as its history has it. */
  private List<String> requests(String namespace, int number) {
    return temporal
        .client()
        .fetchHistory(MirrorMode.REAL.taskId(destination(namespace, number)))
        .getEvents()
        .stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .map(HistoryEvent::getWorkflowExecutionSignaledEventAttributes)
        .filter(signal -> signal.getSignalName().equals("operatorRequest"))
        .map(WorkflowExecutionSignaledEventAttributes::getInput)
        .map(input -> input.getPayloads(0).getData().toStringUtf8())
        .toList();
  }
}
