package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the tasks that a batch has asked count as failing again after it. */
class FailedAgainTest {

  private static final String LIST = "GET /api/v1/mirrors?";
  private static final String PAGE = "action=show&limit=1000";
  private static final String ALL = LIST + PAGE;
  private static final String WHY = "it is gone";

  private final ScriptedApi api = new ScriptedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  /** A page of tasks, with the token of the next one; empty for none. */
  private static String page(String next, String... tasks) {
    return "{\"mirrors\":[%s],\"total\":%d,\"next_page_token\":\"%s\"}"
        .formatted(String.join(",", tasks), tasks.length, next);
  }

  private static String failing(String tag) {
    return Ctl.task(tag, "retrying", WHY);
  }

  /** Like {@link #failing}, after another attempt. */
  private static String failingAgain(String tag) {
    return failing(tag).replace("12:05:00Z", "12:10:00Z");
  }

  private static String parkedByHand(String tag) {
    return Ctl.task(tag, "parked", "parked by alice").replace("SourceMissing", "ParkedByHand");
  }

  private static String line(int count, String tag) {
    return "failing now with SourceMissing: %d, for example ocp/4.22:%s (retrying): %s; see 'list --error-type=SourceMissing'\n"
        .formatted(count, tag, WHY);
  }

  /** Asks what a filter selects, and waits for the end of the batch. */
  private Ctl ask(String action, String... options) {
    String filter = options.length == 0 ? "all=true" : options[0].substring(2).replace('-', '_');
    api.on(
        "POST /api/v1/mirrors/" + action + "?" + filter,
        "{\"total\":1,\"batch_id\":\"b1\",\"parked_by_hand\":0}");
    api.on(
        "GET /api/v1/batches/b1",
        "{\"batch_id\":\"b1\",\"state\":\"completed\",\"total\":1,\"done\":1,\"failed\":0}");
    List<String> arguments = new ArrayList<>(List.of(action, "--wait", "--poll-millis=1"));
    arguments.addAll(options.length == 0 ? List.of("--all") : List.of(options));
    return Ctl.run(api, arguments.toArray(String[]::new));
  }

  /** Each of these filters selects other tasks after the next attempt. */
  @ParameterizedTest
  @ValueSource(strings = {"state=parked", "error_type=SourceMissing", "stale=true"})
  void aTaskThatFailedBeforeAndWasNotAskedIsNoFailureOfTheBatch(String filter) {
    api.on(LIST + filter + "&" + PAGE, page("", Ctl.task("cli", "parked", WHY)));
    api.on(ALL, page("", Ctl.task("cli", "copying", null), failing("other")));
    Ctl asked = ask("trigger", "--" + filter.replace("error_type", "error-type")).ended(0);
    assertTrue(asked.output().startsWith("batch b1 completed"), asked.toString());
  }

  @Test
  void aTaskOfTheBatchThatFailsAgainIsTold() {
    api.on(LIST + "state=parked&" + PAGE, page("", failing("cli"), failing("mended")));
    api.on(ALL, page("", failing("other"), failingAgain("cli")));
    assertTrue(ask("trigger", "--state=parked").ended(1).errors().endsWith(line(1, "cli")));
  }

  /** The service's list may be older than the batch. */
  @Test
  void theFailureOfBeforeIsNotTakenForANewOne() {
    api.on(LIST + "state=parked&" + PAGE, page("", failing("cli"), failing("slow")));
    api.on(ALL, page("", failing("cli"), failing("slow")));
    api.on(ALL, page("", failingAgain("cli"), failing("slow")));
    assertTrue(ask("trigger", "--state=parked").ended(1).errors().endsWith(line(1, "cli")));
  }

  @Test
  void aTaskThatHasNotAttemptedAgainIsNoFailure() {
    api.on(LIST + "state=parked&" + PAGE, page("", failing("cli")));
    api.on(ALL, page("", failing("cli")));
    ask("trigger", "--state=parked").ended(0);
  }

  @Test
  void aTaskOfTheBatchIsFoundBehindAThousandOthers() {
    api.on(LIST + "state=parked&" + PAGE, page("", failing("cli")));
    api.on(ALL, page("p2", failing("other")));
    api.on(ALL + "&page_token=p2", page("", failingAgain("cli")));
    assertTrue(ask("trigger", "--state=parked").ended(1).errors().endsWith(line(1, "cli")));
  }

  @Test
  void aTriggerDoesNotAskWhatAPersonParked() {
    api.on(ALL, page("", parkedByHand("mine"), failing("cli")));
    api.on(ALL, page("", failing("mine"), Ctl.task("cli", "copying", null)));
    ask("trigger").ended(0);
  }

  @Test
  void anUnparkAsksOnlyWhatAPersonParked() {
    api.on(LIST + "namespace=ocp&error_type=ParkedByHand&" + PAGE, page("", parkedByHand("mine")));
    api.on(LIST + "namespace=ocp&" + PAGE, page("", failing("mine"), failing("other")));
    assertTrue(ask("unpark", "--namespace=ocp").ended(1).errors().endsWith(line(1, "mine")));
  }

  @Test
  void whatIsSelectedIsReadBeforeItChanges() {
    api.on(LIST + "state=parked&" + PAGE, page("", failing("cli")));
    ask("trigger", "--state=parked").ended(0);
    assertEquals(
        List.of(LIST + "state=parked&" + PAGE, "POST /api/v1/mirrors/trigger?state=parked"),
        api.requests().subList(0, 2));
  }
}
