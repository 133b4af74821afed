package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The service decides whether all is well ({@code HealthTest}); the command line shows it. */
class StatusCommandTest {

  private static final String STATUS = "GET /api/v1/status";

  private static final String WELL =
      """
      {"verdict":"well","sentence":"All is well.","problems":[],"notes":[],
      "summary":{"sentence":"20 watched tags, 20 equal, 0 open","watched":20,"equal":20,"open":0,
      "compared_at":"2026-11-26T11:30:00Z"},"next_resync_due":null,"dry_run_only":false,
      "watches":[{"workflow_id":"image-stream-watch","state":"connected","lag_seconds":3,
      "since":"2026-11-26T10:00:00Z","last_event":"2026-11-26T11:59:00Z","last_error":null}],
      "open_tasks":{"total":0,"stale":0,"by_state":{},"by_error_type":{},"parked_by_hand":0}}""";

  private static final String NOT_WELL =
      WELL.replace(
              "\"well\",\"sentence\":\"All is well.\",\"problems\":[],\"notes\":[]",
              """
              "not_well","sentence":"Not all is well. Some tags need a person.","problems":[
              {"text":"1 task is parked and needs a person: art 1","links":[
              {"text":"1 task","view":"?state=parked"},
              {"text":"art 1","view":"?state=parked&owner=art"}]},
              {"text":"1 task has failed and tries again: SourceMissing 1","links":[
              {"text":"SourceMissing 1","view":"?error_type=SourceMissing"}]},
              {"text":"1 tag is stale: a/b:c","links":[{"text":"a/b:c","view":"#a/b:c"}]}],
              "notes":["2 tasks are parked by hand."]""")
          .replace(
              "\"total\":0,\"stale\":0,\"by_state\":{}",
              "\"total\":4,\"stale\":1,\"by_state\":{\"parked\":2,\"retrying\":1,\"copying\":1}");

  private final ScriptedApi api = new ScriptedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void allIsWell() {
    api.on(STATUS, WELL);
    Ctl status = Ctl.run(api, "status").ended(0);
    assertEquals(
        """
        All is well.
        20 watched tags, 20 equal, 0 open (compared 2026-11-26T11:30:00Z, 30m ago)
        image-stream-watch: connected for 2h, last change 60s ago
        open tasks: 0
        """,
        status.output());
    assertEquals("", status.errors());
    assertEquals(List.of(STATUS), api.requests());
  }

  @Test
  void saysWhatTheServiceSaysAndHowToListIt() {
    api.on(STATUS, NOT_WELL);
    String output = Ctl.run(api, "status").ended(1).output();
    assertTrue(
        output.startsWith(
            """
            Not all is well. Some tags need a person.
              - 1 task is parked and needs a person: art 1. See 'list --state=parked'.
              - 1 task has failed and tries again: SourceMissing 1. See 'list --error-type=SourceMissing'.
              - 1 tag is stale: a/b:c
              2 tasks are parked by hand.
            """),
        output);
    assertTrue(output.contains("open tasks: 4 (parked 2, retrying 1, copying 1)"), output);
  }

  @Test
  void aProblemThatIsASentenceEndsWithOneFullStop() {
    api.on(
        STATUS,
        NOT_WELL.replace("SourceMissing 1\",\"links", "they go on when it does.\",\"links"));
    String output = Ctl.run(api, "status").ended(1).output();
    assertTrue(output.contains("they go on when it does. See 'list --error-type="), output);
  }

  @Test
  void whatCannotBeKnownYetIsNotWell() {
    api.on(
        STATUS,
        WELL.replace("\"well\"", "\"unknown\"")
            .replace("All is well.", "It is not known yet whether all is well.")
            .replaceFirst("\"summary\":\\{[^}]*}", "\"summary\":null"));
    String output = Ctl.run(api, "status").ended(1).output();
    assertTrue(output.startsWith("It is not known yet whether all is well.\n"), output);
  }

  /** There was no change, or no moment from which the state lasts. */
  @ParameterizedTest
  @ValueSource(strings = {"\"last_event\":\"[^\"]*\"", "\"since\":\"[^\"]*\""})
  void aTimeThatIsNotKnownIsNoAge(String field) {
    api.on(STATUS, WELL.replaceFirst(field, field.substring(0, field.indexOf(':')) + ":null"));
    String output = Ctl.run(api, "status").ended(0).output();
    assertFalse(output.contains(" - ago") || output.contains(" -,"), output);
    assertTrue(output.contains("image-stream-watch: connected"), output);
  }

  @Test
  void jsonSaysTheSame() {
    api.on(STATUS, NOT_WELL);
    JsonNode json = ApiClient.JSON.readTree(Ctl.run(api, "status", "-o", "json").ended(1).output());
    assertFalse(json.path("well").asBoolean(true));
    assertEquals("not_well", json.path("verdict").asString());
    assertEquals("Not all is well. Some tags need a person.", json.path("sentence").asString());
    assertEquals(3, json.path("problems").size());
    assertEquals(
        "1 task is parked and needs a person: art 1", json.path("problems").path(0).asString());
    assertEquals(20, json.path("summary").path("watched").asInt());
    assertEquals("connected", json.path("watches").path(0).path("state").asString());
    assertEquals(1, json.path("open_tasks").path("copying").asInt());
    assertEquals(4, json.path("open_tasks").path("total").asInt());
  }

  @Test
  void anApiWithoutTemporalIsNotWell() {
    api.refuse(STATUS, 503, "Temporal does not answer");
    assertEquals("mirrorctl: Temporal does not answer\n", Ctl.run(api, "status").ended(1).errors());
  }
}
