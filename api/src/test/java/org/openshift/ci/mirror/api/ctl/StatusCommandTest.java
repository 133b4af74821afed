package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StatusCommandTest {

  private static final String SWEEPS = "GET /api/v1/sweeps";
  private static final String WATCHES = "GET /api/v1/watches";
  private static final String COUNT = "GET /api/v1/mirrors";

  private static final String SUMMARY =
      """
      {"summary":{"sentence":"20 watched tags, 20 equal, 0 open","watched":20,"equal":20,"open":0,
      "compared_at":"2026-11-26T11:30:00Z"},"sweeps":[]}""";

  private static final String CONNECTED =
      """
      {"watches":[{"workflow_id":"image-stream-watch","state":"connected","lag_seconds":3,
      "since":"2026-11-26T10:00:00Z","last_event":"2026-11-26T11:59:00Z","last_error":null}]}""";

  private final ScriptedApi api = new ScriptedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private void script(String sweeps, String watches, int open) {
    api.on(SWEEPS, sweeps).on(WATCHES, watches).on(COUNT, total(open));
  }

  private static String total(int number) {
    return "{\"total\":" + number + "}";
  }

  private static String tasks(String... tasks) {
    return "{\"mirrors\":[" + String.join(",", tasks) + "],\"total\":" + tasks.length + "}";
  }

  /** Scripts the tasks of each state. */
  private void states(int parked, int byHand, String... retrying) {
    api.on(COUNT + "?state=parked", total(parked));
    api.on(COUNT + "?state=parked&error_type=ParkedByHand", total(byHand));
    api.on(COUNT + "?action=show&limit=1000&state=retrying", tasks(retrying));
    api.on(COUNT + "?state=copying", total(1));
  }

  @Test
  void allIsWell() {
    script(SUMMARY, CONNECTED, 0);
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
  }

  @Test
  void openTasksThatGoOnAreWell() {
    script(SUMMARY, CONNECTED, 4);
    states(2, 2, Ctl.task("cli", "retrying", "x"));
    String output = Ctl.run(api, "status").ended(0).output();
    assertTrue(output.contains("open tasks: 4 (parked 2, retrying 1, copying 1)"), output);
  }

  @Test
  void aParkedTaskIsNotWell() {
    script(SUMMARY, CONNECTED, 3);
    states(3, 2);
    String output = Ctl.run(api, "status").ended(1).output();
    assertTrue(
        output.startsWith("Not all is well:\n  - parked tasks that wait for somebody: 1;"), output);
  }

  @Test
  void aTaskThatRetriesForHoursIsNotWell() {
    script(SUMMARY, CONNECTED, 1);
    String old = Ctl.task("cli", "retrying", "x").replace("T11:50", "T09:50");
    states(0, 0, old);
    String output = Ctl.run(api, "status").ended(1).output();
    assertTrue(output.contains("retrying for more than two hours: 1;"), output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "state":"connected" | "state":"failing"            | is failing
          "state":"connected" | "state":"waiting"            | no worker has the watch
          "lag_seconds":3     | "lag_seconds":1200           | has heard nothing for 20m
          "workflow_id":"     | "workflow_id":"dry-run/      | no watch of image streams is open
          {"watches"          | {"dry_run_only":true,"watches" | nothing is pushed
          """)
  void aWatchThatSeesNothingIsNotWell(String from, String to, String said) {
    script(SUMMARY, CONNECTED.replace(from, to), 0);
    String output = Ctl.run(api, "status").ended(1).output();
    assertTrue(output.contains(said), output);
  }

  @Test
  void noResyncOrAnOldOneIsNotWell() {
    script("{\"summary\":null,\"sweeps\":[]}", CONNECTED, 0);
    String none = Ctl.run(api, "status").ended(1).output();
    assertTrue(none.contains("no full resync has ended yet"), none);
    try (ScriptedApi other = new ScriptedApi()) {
      other.on(SWEEPS, SUMMARY.replace("T11:30", "T07:00")).on(WATCHES, CONNECTED);
      other.on(COUNT, total(0));
      String old = Ctl.run(other, "status").ended(1).output();
      assertTrue(old.contains("the last full resync ended 5h ago"), old);
    }
  }

  @Test
  void jsonSaysTheSame() {
    script(SUMMARY, CONNECTED.replace("connected", "waiting"), 2);
    states(1, 1);
    JsonNode json = ApiClient.JSON.readTree(Ctl.run(api, "status", "-o", "json").ended(1).output());
    assertFalse(json.path("well").asBoolean());
    assertEquals(1, json.path("problems").size());
    assertEquals(20, json.path("summary").path("watched").asInt());
    assertEquals("waiting", json.path("watches").path(0).path("state").asString());
    assertEquals(1, json.path("open_tasks").path("copying").asInt());
    assertEquals(2, json.path("open_tasks").path("total").asInt());
  }

  @Test
  void anApiWithoutTemporalIsNotWell() {
    api.refuse(SWEEPS, 503, "Temporal does not answer");
    assertEquals("mirrorctl: Temporal does not answer\n", Ctl.run(api, "status").ended(1).errors());
  }
}
