package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitCommandTest {

  private static final String TAG = "ocp/4.22:cli";
  private static final String REPORT = "GET /api/v1/mirrors/ocp/4.22/cli";
  private static final String CHECK = REPORT + "?check=now";

  private final ScriptedApi api = new ScriptedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private Ctl await(String... more) {
    List<String> arguments = new ArrayList<>(List.of("wait", TAG, "--poll-millis=1"));
    arguments.addAll(List.of(more));
    return Ctl.run(api, arguments.toArray(String[]::new));
  }

  private static String checked(String outcome, Boolean watched, Boolean equal) {
    return Ctl.ended(outcome, "," + Ctl.check(watched, equal, null));
  }

  @Test
  void endsWhenTheTargetHasTheDigest() {
    api.on(REPORT, Ctl.task("cli", "checking", null));
    api.on(REPORT, Ctl.task("cli", "copying", null));
    api.on(REPORT, Ctl.ended("mirrored", ""));
    api.on(CHECK, checked("mirrored", true, true));
    Ctl waited = await().ended(0);
    assertEquals("ocp/4.22:cli is mirrored: sha256:bb\n", waited.output());
    assertEquals(
        List.of("ocp/4.22:cli is checking", "ocp/4.22:cli is copying"),
        waited.errors().lines().toList());
  }

  @Test
  void theEndOfAnEarlierTaskIsNoAnswerWhenTheSourceHasChangedSince() {
    api.on(REPORT, Ctl.ended("mirrored", ""));
    api.on(CHECK, checked("mirrored", true, false)).on(CHECK, checked("mirrored", true, true));
    await().ended(0);
    assertTrue(api.requests().size() >= 4, api.requests().toString());
  }

  @Test
  void aTagWithoutATaskIsCompared() {
    api.refuse(REPORT, 404, "no task");
    api.on(CHECK, "{" + Ctl.check(true, true, null) + "}");
    await().ended(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void withoutTheTokenTheLastTasksEndIsTheAnswer(int refused) {
    api.on(REPORT, Ctl.ended("equal", ""));
    api.refuse(CHECK, refused, "this needs the token");
    assertEquals(
        "ocp/4.22:cli was equal when its last task ended, at 2026-11-26T11:55:00Z, and nobody has compared it since: that needs the token\n",
        await().ended(0).output());
  }

  /** The source may have changed since the task ended. */
  @ParameterizedTest
  @ValueSource(strings = {"equal", "mirrored", "failed"})
  void withoutAWorkerTheLastTasksEndIsNoAnswer(String outcome) {
    api.on(REPORT, Ctl.ended(outcome, ""));
    api.refuse(CHECK, 503, "no worker has compared it");
    Ctl waited = await("--timeout=1s").ended(3);
    assertEquals("", waited.output());
    assertEquals(
        """
        ocp/4.22:cli is not known to be mirrored: no worker has compared it
        mirrorctl: the time is up after 1s
        """,
        waited.errors());
  }

  @Test
  void withoutAWorkerATagWithoutATaskIsNoFailure() {
    api.refuse(REPORT, 404, "no task");
    api.refuse(CHECK, 503, "no worker has compared it");
    api.on(CHECK, "{" + Ctl.check(true, true, null) + "}");
    await().ended(0);
  }

  @Test
  void aWorkerThatComesBackGivesTheAnswer() {
    api.on(REPORT, Ctl.ended("equal", ""));
    api.refuse(CHECK, 503, "no worker has compared it").on(CHECK, checked("equal", true, true));
    assertEquals("ocp/4.22:cli is mirrored: sha256:bb\n", await().ended(0).output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parked", "planned"})
  void aTaskThatWaitsForSomebodyEndsTheWaiting(String state) {
    api.on(REPORT, Ctl.task("cli", state, "it is gone"));
    Ctl waited = await().ended(1);
    String last = waited.errors().lines().toList().getLast();
    assertEquals("mirrorctl: ocp/4.22:cli is " + state + ": SourceMissing: it is gone", last);
    assertEquals(1, waited.errors().lines().count(), waited.errors());
    assertEquals("", waited.output());
  }

  @Test
  void aParkedTaskThatWasJustTriggeredIsGivenAMoment() {
    api.on(REPORT, Ctl.task("cli", "parked", "it is gone"));
    api.on(REPORT, Ctl.task("cli", "copying", null));
    api.on(REPORT, Ctl.ended("mirrored", ""));
    api.on(CHECK, checked("mirrored", true, true));
    await().ended(0);
  }

  @ParameterizedTest
  @CsvSource({"withdrawn,true", "failed,true", "skipped,", "terminated,false"})
  void anEndedTaskThatMirroredNothingEndsTheWaiting(String outcome, Boolean watched) {
    api.on(REPORT, Ctl.ended(outcome, ""));
    api.on(CHECK, checked(outcome, watched, false));
    Ctl waited = await().ended(1);
    String said = watched == null || watched ? outcome : "not watched";
    assertTrue(waited.errors().contains("mirrorctl: ocp/4.22:cli is " + said), waited.errors());
  }

  @Test
  void theTimeIsUp() {
    api.on(REPORT, Ctl.task("cli", "retrying", "no answer"));
    Ctl waited = await("--timeout=1s").ended(3);
    assertEquals(
        """
        ocp/4.22:cli is retrying: SourceMissing: no answer
        mirrorctl: the time is up after 1s
        """,
        waited.errors());
  }

  @Test
  void anOutageMeanwhileIsWaitedThrough() {
    api.on(REPORT, Ctl.task("cli", "copying", null));
    api.refuse(REPORT, 503, "Temporal does not answer");
    api.on(REPORT, Ctl.ended("mirrored", ""));
    api.on(CHECK, checked("mirrored", true, true));
    Ctl waited = await().ended(0);
    assertTrue(waited.errors().contains("unknown state: Temporal does not"), waited.errors());
  }

  @Test
  void aRefusalEndsTheWaiting() {
    api.refuse(REPORT, 401, "reads need a token");
    await().ended(1);
    assertEquals(1, api.requests().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--timeout=0s", "--timeout=soon", "--timeout=10", "--timeout=", "x/y:z"})
  void refusesBadArgumentsInOneLine(String argument) {
    Ctl refused = await(argument).ended(2);
    assertEquals(1, refused.errors().lines().count(), refused.errors());
    assertEquals(List.of(), api.requests());
  }

  @Test
  void jsonIsTheLastReport() {
    api.on(REPORT, Ctl.task("cli", "parked", "it is gone"));
    String output = await("--output=json").ended(1).output();
    assertEquals("parked", ApiClient.JSON.readTree(output).path("state").asString());
  }
}
