package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ShowCommandTest {

  private static final String TAG = "ocp/4.22:cli";
  private static final String REPORT = "GET /api/v1/mirrors/ocp/4.22/cli";
  private static final String RUNS =
      """
      {"runs":[{"started":"2026-11-26T11:50:00Z","outcome":"mirrored","duration_seconds":70,
      "bytes_copied":2500000,"error_type":null,"last_error":null,"last_request":"trigger by bob"}]}""";

  private final ScriptedApi api = new ScriptedApi().on(REPORT + "/runs", RUNS);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theFirstLineIsTheAnswerForAnOpenTask() {
    api.on(REPORT, Ctl.task("cli", "parked", "it is gone"));
    String output = Ctl.run(api, "show", TAG).ended(0).output();
    assertEquals(
        """
        ocp/4.22:cli is parked, and open since 2026-11-26T11:50:00Z (10m ago); failures in a row: 2
          error         SourceMissing: it is gone
          next attempt  in 5m
          owner         distributor
          source        s/ocp/4.22:cli
          target        t/ci:ocp_4.22_cli
          task          mirror/ocp_4.22_cli
                        u

        STARTED               OUTCOME   DURATION  MB   ERROR, AND WHO ASKED
        2026-11-26T11:50:00Z  mirrored  70s       2.5  trigger by bob
        """,
        output);
  }

  /** The time of its next attempt is hours away, and matters only if the wake-up is lost. */
  @Test
  void aTaskThatWaitsForARegistryTriesAgainWhenThatAnswers() {
    api.on(REPORT, Ctl.waiting("cli", "quay.io"));
    String output = Ctl.run(api, "show", TAG).ended(0).output();
    assertTrue(
        output.contains("\n  next attempt  when quay.io answers again; it is probed every 5s\n"),
        output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "2026-11-26T11:59:50Z" | 862000000 | 17600000 | 211.8 of 862.0 MB (24 %) at the target, 17.6 MB/s on average, told 10s ago
          "2026-11-26T11:59:50Z" | null | 17600000 | 211.8 MB at the target, 17.6 MB/s on average, told 10s ago
          null | null | null | began 20s ago
          """)
  void saysHowFarAPushIs(String reported, String total, String rate, String expected) {
    String push =
        "\"push\":{\"started\":\"2026-11-26T11:59:40Z\",\"reported_at\":%s,\"bytes_done\":211812352,\"bytes_total\":%s,\"bytes_per_second\":%s},"
            .formatted(reported, total, rate);
    api.on(REPORT, Ctl.task("cli", "copying", null).replace("\"ended\":", push + "\"ended\":"));
    String output = Ctl.run(api, "show", TAG).ended(0).output();
    assertTrue(output.contains("\n  push          " + expected + "\n"), output);
  }

  @Test
  void theFirstLineIsTheAnswerForAnEndedTask() {
    api.on(
        REPORT,
        Ctl.ended("mirrored", "")
            .replace("\"source_digest\":null", "\"source_digest\":\"sha256:aa\""));
    String output = Ctl.run(api, "show", TAG).ended(0).output();
    assertTrue(
        output.startsWith("ocp/4.22:cli is mirrored, since 2026-11-26T11:55:00Z (5m ago)\n"),
        output);
    assertTrue(output.contains("digests as read when the task ended; --check reads"), output);
  }

  @Test
  void aTaskThatReadNothingHasNoDigestsToExplain() {
    api.on(REPORT, Ctl.ended("withdrawn", ""));
    String output = Ctl.run(api, "show", TAG).ended(0).output();
    assertFalse(output.contains("digests"), output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ParkedByHand | parked by bob: it is old; nothing is pushed | park by bob: it is old | ParkedByHand: parked by bob: it is old; nothing is pushed
          WithdrawnByHand | withdrawn by bob: it is old | withdraw by bob: it is old | WithdrawnByHand: withdrawn by bob: it is old
          ParkedByHand | parked by bob: it is old | trigger by bob: it is old | ParkedByHand: parked by bob: it is old; trigger by bob: it is old
          """)
  void aRunSaysOnceWhyAPersonStoppedIt(String type, String error, String asked, String expected) {
    api.on(REPORT, Ctl.ended("withdrawn", ""));
    String runs =
        RUNS.replace("\"error_type\":null", "\"error_type\":\"" + type + '"')
            .replace("\"last_error\":null", "\"last_error\":\"" + error + '"')
            .replace("trigger by bob", asked);
    api.on(REPORT + "/runs", runs);
    // The first answer is that of the other tests.
    Ctl.run(api, "show", TAG).ended(0);
    String output = Ctl.run(api, "show", TAG).ended(0).output();
    assertTrue(output.endsWith("2.5  " + expected + "\n"), output);
  }

  @Test
  void comparesOnDemandAlsoWithoutATask() {
    api.on(REPORT + "?check=now", "{" + Ctl.check(true, false, null) + "}");
    String output = Ctl.run(api, "show", TAG, "--check").ended(0).output();
    assertTrue(output.startsWith("ocp/4.22:cli is without a task\n"), output);
    assertTrue(output.contains("2026-11-26T12:00:00Z: source and target differ"), output);
    assertTrue(output.contains("sha256:aa") && output.contains("sha256:bb"), output);
  }

  private static final String LOOK_UP =
      "GET /api/v1/tags?pull_spec=quay.io%2Fopenshift%2Fci%3Aocp_4.22_cli";

  @Test
  void aPullSpecAtTheTargetLeadsToTheTag() {
    String found = "{\"namespace\":\"ocp\",\"name\":\"4.22\",\"tag\":\"cli\"}";
    api.on(LOOK_UP, "{\"tags\":[" + found + "]}");
    api.on(REPORT, Ctl.ended("mirrored", ""));
    Ctl show = Ctl.run(api, "show", "quay.io/openshift/ci:ocp_4.22_cli").ended(0);
    assertTrue(show.output().startsWith("ocp/4.22:cli is mirrored"), show.output());
    assertEquals("quay.io/openshift/ci:ocp_4.22_cli stands for ocp/4.22:cli\n", show.errors());
  }

  @Test
  void aPullSpecThatNobodyKnowsIsAnsweredWithWhatToType() {
    api.refuse(LOOK_UP, 404, "no task is about it; write ocp/4.22:cli");
    assertEquals(
        "mirrorctl: no task is about it; write ocp/4.22:cli\n",
        Ctl.run(api, "show", "quay.io/openshift/ci:ocp_4.22_cli").ended(1).errors());
  }

  @Test
  void aPullSpecOfSeveralTagsIsAnsweredWithTheirNames() {
    api.on(
        LOOK_UP,
        """
        {"tags":[{"namespace":"a","name":"b","tag":"c"},{"namespace":"d","name":"e","tag":"f"}]}""");
    String errors = Ctl.run(api, "show", "quay.io/openshift/ci:ocp_4.22_cli").ended(2).errors();
    assertTrue(errors.contains("give one of them: a/b:c, d/e:f"), errors);
  }

  @Test
  void anUnknownTagIsAFailureThatNamesTheCheck() {
    api.refuse(REPORT, 404, "no mirror task is known");
    Ctl show = Ctl.run(api, "show", TAG).ended(1);
    assertEquals(
        "mirrorctl: no mirror task is known; --check compares source and target now\n",
        show.errors());
  }

  @Test
  void jsonHasTheReportAndTheRuns() {
    api.on(REPORT, Ctl.task("cli", "parked", "it is gone"));
    JsonNode json = ApiClient.JSON.readTree(Ctl.run(api, "show", TAG, "-o=json").ended(0).output());
    assertEquals("parked", json.path("state").asString());
    assertEquals("mirrored", json.path("runs").path(0).path("outcome").asString());
  }
}
