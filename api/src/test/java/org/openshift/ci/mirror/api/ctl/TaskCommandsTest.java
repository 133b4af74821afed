package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask something of tasks. */
class TaskCommandsTest {

  private static final String TAG = "ocp/4.22:cli";
  private static final String TASK = "POST /api/v1/mirrors/ocp/4.22/cli/";
  private static final String MANY = "POST /api/v1/mirrors/trigger";
  private static final String BATCH = "GET /api/v1/batches/b1";
  private static final String ACCEPTED =
      "{\"workflow_id\":\"mirror/ocp_4.22_cli\",\"run_id\":\"r\",\"workflow_url\":\"u\",\"started\":false}";

  @TempDir private Path folder;

  private final ScriptedApi api = new ScriptedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trigger", "park", "unpark", "withdraw"})
  void asksWithTokenAndReason(String action) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "a-secret-token-of-mine\n");
    String request = TASK + action + "?reason=it%20is%20%26%20was%20old";
    api.on(request, ACCEPTED);
    Ctl asked =
        Ctl.run(api, action, TAG, "--reason", "it is & was old", "--token-file=" + token).ended(0);
    assertEquals(List.of(request), posts());
    assertEquals(Set.of("Bearer a-secret-token-of-mine"), Set.copyOf(api.headers()));
    assertTrue(
        asked.output().startsWith(action + ": mirror/ocp_4.22_cli was asked"), asked.output());
  }

  /** What was asked of the service that changes something. */
  private List<String> posts() {
    return api.requests().stream().filter(request -> request.startsWith("POST ")).toList();
  }

  private static final String REPORT = "GET /api/v1/mirrors/ocp/4.22/cli";

  private static String parkedByHand(String state) {
    return Ctl.task("cli", state, "parked by alice: broken; nothing is pushed")
        .replace("SourceMissing", "ParkedByHand");
  }

  @Test
  void aTriggerOfWhatAPersonParkedSaysThatItWouldDoNothing() {
    api.on(REPORT, parkedByHand("parked")).on(TASK + "trigger", ACCEPTED);
    Ctl trigger = Ctl.run(api, "trigger", TAG).ended(1);
    assertEquals("", trigger.output());
    assertEquals(
        "mirrorctl: ocp/4.22:cli was not triggered, because a person parked it (parked by alice: broken; nothing is pushed); 'unpark ocp/4.22:cli' ends that\n",
        trigger.errors());
    assertEquals(List.of(), posts());
  }

  @Test
  void anUnparkOfWhatAPersonParkedIsSent() {
    api.on(REPORT, parkedByHand("parked")).on(TASK + "unpark", ACCEPTED);
    Ctl.run(api, "unpark", TAG).ended(0);
    assertEquals(List.of(TASK + "unpark"), posts());
  }

  /** The tasks have ended, park by themselves, or go on already. */
  @Test
  void aTriggerOfAnythingElseIsSent() {
    api.on(REPORT, Ctl.task("cli", "parked", "it is gone")).on(TASK + "trigger", ACCEPTED);
    api.on(
        REPORT,
        Ctl.ended("terminated", "")
            .replace("\"error_type\":null", "\"error_type\":\"ParkedByHand\""));
    api.on(REPORT, parkedByHand("checking"));
    api.refuse(REPORT, 403, "reads need another role");
    for (int i = 1; i <= 4; i++) {
      Ctl.run(api, "trigger", TAG).ended(0);
      assertEquals(i, posts().size());
    }
  }

  @Test
  void aRefusalIsTheServicesOwnLine() {
    api.refuse(TASK + "park", 404, "no mirror task is open");
    assertEquals(
        "mirrorctl: no mirror task is open\n", Ctl.run(api, "park", TAG).ended(1).errors());
  }

  @Test
  void aMissingTokenSaysHowToGiveOne() {
    api.refuse(TASK + "trigger", 401, "a token is needed");
    String errors = Ctl.run(api, "trigger", TAG).ended(1).errors();
    assertTrue(errors.contains("a token is needed; give the file"), errors);
    assertTrue(errors.contains("--token-file or MIRRORCTL_TOKEN_FILE"), errors);
  }

  /** As the service says it: it knows by which means it decides. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "this needs the token; ask the operators who run this service for it",
        "this needs a token of the cluster, such as 'oc whoami --show-token' prints"
      })
  void aMissingTokenSaysWhereToGetOne(String detail) {
    api.refuse(TASK + "trigger", 401, detail);
    String errors = Ctl.run(api, "trigger", TAG).ended(1).errors();
    assertTrue(errors.startsWith("mirrorctl: " + detail + "; give the file of the"), errors);
  }

  @Test
  void aWrongTokenIsNeverPrinted() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "a-secret-token-of-mine\n");
    api.refuse(TASK + "trigger", 403, "the token is wrong");
    Ctl refused = Ctl.run(api, "trigger", TAG, "--token-file=" + token).ended(1);
    assertEquals("mirrorctl: the token is wrong\n", refused.errors());
    Files.writeString(token, "a-secret-token\nof-mine");
    Ctl unusable = Ctl.run(api, "trigger", TAG, "--token-file=" + token).ended(2);
    assertTrue(unusable.errors().contains("must have one token"), unusable.errors());
    assertFalse(unusable.errors().contains("secret"), unusable.errors());
  }

  @Test
  void previewsAndTriggersWhatFiltersSelect() {
    String filters = "state=parked&error_type=AccessDenied";
    api.on(MANY + "?" + filters + "&preview=true", "{\"total\":12}");
    api.on(MANY + "?" + filters + "&reason=mended", "{\"total\":12,\"batch_id\":\"b1\"}");
    String[] command = {"trigger", "--state=parked", "--error-type=AccessDenied"};
    assertEquals(
        "open tasks that would be triggered: 12\n",
        Ctl.run(api, with(command, "--preview")).ended(0).output());
    String output = Ctl.run(api, with(command, "--reason=mended")).ended(0).output();
    assertTrue(output.contains("a second: 12; batch b1"), output);
  }

  @Test
  void tellsWhatATriggerDoesNotAskBecauseAPersonParkedIt() {
    String two = "{\"total\":12,\"parked_by_hand\":2";
    api.on(MANY + "?state=parked&preview=true", two + "}");
    api.on(MANY + "?state=parked", two + ",\"batch_id\":\"b1\"}");
    String left = "not among them, because a person parked them: 2; 'unpark' ends that\n";
    assertEquals(
        "open tasks that would be triggered: 12\n" + left,
        Ctl.run(api, "trigger", "--state=parked", "--preview").ended(0).output());
    String output = Ctl.run(api, "trigger", "--state=parked").ended(0).output();
    assertTrue(output.endsWith(left), output);
  }

  @Test
  void unparksWhatFiltersSelect() {
    String unpark = MANY.replace("trigger", "unpark") + "?namespace=ocp";
    api.on(unpark + "&preview=true", "{\"total\":3}");
    api.on(unpark, "{\"total\":3,\"batch_id\":\"b1\"}");
    api.on(BATCH, batch("completed", 3, 0));
    api.on(SELECTED.replace("?", "?namespace=ocp&error_type=ParkedByHand&"), tasks());
    assertEquals(
        "open tasks that would be unparked: 3\n",
        Ctl.run(api, "unpark", "--namespace=ocp", "--preview").ended(0).output());
    assertEquals(
        "batch b1 completed: 3 of 12 tasks unparked\n",
        Ctl.run(api, "unpark", "--namespace=ocp", "--wait").ended(0).output());
  }

  private static String batch(String state, int done, int failed) {
    return "{\"batch_id\":\"b1\",\"state\":\"%s\",\"total\":12,\"done\":%d,\"failed\":%d}"
        .formatted(state, done, failed);
  }

  private Ctl triggerAndWait(String... more) {
    api.on(
        SELECTED.replace("?", "?state=parked&"),
        tasks(Ctl.task("cli", "parked", "x"), Ctl.task("b", "parked", "x")));
    api.on(MANY + "?state=parked", "{\"total\":12,\"batch_id\":\"b1\"}");
    List<String> command = new java.util.ArrayList<>(List.of("trigger", "--state=parked"));
    command.addAll(List.of("--wait", "--poll-millis=1"));
    command.addAll(List.of(more));
    return Ctl.run(api, command.toArray(String[]::new));
  }

  @Test
  void followsABatchToItsEndThroughAnOutage() {
    api.refuse(BATCH, 404, "no batch is known");
    api.on(BATCH, batch("running", 0, 0)).on(BATCH, batch("running", 5, 0));
    api.refuse(BATCH, 503, "Temporal does not answer");
    api.on(BATCH, batch("running", 5, 0)).on(BATCH, batch("completed", 10, 2));
    Ctl waited = triggerAndWait().ended(0);
    assertEquals(
        "batch b1 completed: 10 of 12 tasks triggered, 2 could not be, probably because they had ended\n",
        waited.output());
    assertEquals(
        """
        batch b1: its tasks are being counted
        batch b1: 0 of 12 tasks triggered
        batch b1: 5 of 12 tasks triggered
        Temporal does not answer
        """,
        waited.errors());
  }

  /** The list of the selected tasks, whose state and failure the trigger may have changed. */
  private static final String SELECTED = "GET /api/v1/mirrors?action=show&limit=1000";

  private static String tasks(String... tasks) {
    return "{\"mirrors\":[" + String.join(",", tasks) + "],\"total\":" + tasks.length + "}";
  }

  @Test
  void saysWhatFailsAgainAfterABatchAndWhatToDo() {
    api.on(BATCH, batch("completed", 12, 0));
    String why = "the manifest is gone; import the tag again";
    api.on(SELECTED, tasks(Ctl.task("cli", "checking", why), Ctl.task("a", "copying", null)));
    api.on(
        SELECTED,
        tasks(
            Ctl.task("cli", "retrying", why),
            Ctl.task("b", "parked", why),
            Ctl.task("c", "parked", "alice").replace("SourceMissing", "ParkedByHand")));
    assertEquals(
        "failing now with SourceMissing: 2, for example ocp/4.22:cli (retrying): "
            + why
            + "; see 'list --error-type=SourceMissing'\n",
        triggerAndWait().ended(1).errors());
  }

  @Test
  void saysWhatFailsAfterABatchThatEndedEarly() {
    api.on(BATCH, batch("failed", 3, 0));
    api.on(SELECTED, tasks(Ctl.task("cli", "parked", "it is gone")));
    List<String> errors = triggerAndWait().ended(1).errors().lines().toList();
    assertEquals(
        "mirrorctl: the batch ended early, and the rest was not asked; repeat the command",
        errors.getFirst());
    assertTrue(errors.getLast().contains("ocp/4.22:cli (parked): it is gone"), errors.toString());
  }

  @Test
  void aBatchThatTemporalEndsEarlyIsAFailure() {
    api.on(BATCH, batch("failed", 3, 0));
    assertEquals("batch b1 failed: 3 of 12 tasks triggered\n", triggerAndWait().ended(1).output());
  }

  @Test
  void aBatchThatTakesTooLongGoesOnWithoutTheClient() {
    api.on(BATCH, batch("running", 3, 0));
    Ctl waited = triggerAndWait("--timeout=1s", "-o=json").ended(3);
    assertTrue(waited.errors().contains("the time is up after 1s; the batch goes on"));
    assertEquals("running", ApiClient.JSON.readTree(waited.output()).path("state").asString());
  }

  @Test
  void thereIsNothingToWaitForWithoutATask() {
    api.on(SELECTED, tasks());
    api.on(MANY + "?all=true", "{\"total\":0}");
    String output = Ctl.run(api, "trigger", "--all", "--wait").ended(0).output();
    assertTrue(output.contains("nothing was triggered"), output);
  }

  private static String[] with(String[] command, String more) {
    List<String> all = new java.util.ArrayList<>(List.of(command));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void triggersAllOnlyWhenToldSo() {
    api.on(MANY + "?all=true", "{\"total\":0}");
    String output = Ctl.run(api, "trigger", "--all").ended(0).output();
    assertTrue(output.contains("nothing was triggered"), output);
    Ctl.run(api, "trigger").ended(2);
    assertEquals(List.of(MANY + "?all=true"), api.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "trigger ocp/4.22:cli --error-type=X, 'give either a tag or filters, not both'",
    "trigger ocp/4.22:cli --all, 'give either a tag or --all, not both'",
    "unpark --all --state=parked, 'give either filters or --all, not both'",
    "unpark a/b:c --all --stale, 'give only one of a tag, filters and --all'",
    "trigger, 'give a tag, or filters, or --all'"
  })
  void saysWhichOfTheWaysToNameTasksAreTooMany(String arguments, String expected) {
    assertEquals(
        "mirrorctl: " + expected + "; see --help\n",
        Ctl.run(api, arguments.split(" ")).ended(2).errors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trigger ocp/4.22:cli --all",
        "trigger ocp/4.22:cli --state=parked",
        "trigger --all --state=parked",
        "trigger ocp/4.22:cli --preview",
        "trigger ocp/4.22:cli --wait",
        "trigger --all --wait --preview",
        "trigger --all --wait --timeout=soon",
        "trigger ocp/4.22/cli",
        "trigger a/b:c d/e:f",
        "park",
        "park --all",
        "unpark",
        "unpark ocp/4.22:cli --all",
        "withdraw ocp",
        "lose a/b:c",
        "status extra",
        "@file"
      })
  void refusesBadArgumentsInOneLineBeforeAskingAnything(String arguments) {
    Ctl refused = Ctl.run(api, arguments.split(" ")).ended(2);
    assertEquals(1, refused.errors().lines().count(), refused.errors());
    assertTrue(refused.errors().startsWith("mirrorctl: "), refused.errors());
    assertEquals(List.of(), api.requests());
  }
}
