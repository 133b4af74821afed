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

class ListCommandTest {

  private static final String ALL = "GET /api/v1/mirrors?action=show&limit=1000&sort=oldest";

  private final ScriptedApi api = new ScriptedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private static String page(int total, String next, String... tasks) {
    return "{\"mirrors\":[%s],\"total\":%d%s}"
        .formatted(
            String.join(",", tasks),
            total,
            next.isEmpty() ? "" : ",\"next_page_token\":\"" + next + "\"");
  }

  @Test
  void printsAnAlignedTableOfAllPages() {
    api.on(ALL, page(2, "p/2", Ctl.task("cli", "checking", null)));
    api.on(ALL + "&page_token=p%2F2", page(2, "", Ctl.task("installer", "parked", "it is gone")));
    Ctl list = Ctl.run(api, "list").ended(0);
    assertEquals(
        """
        TAG                 STATE     OWNER        STALE  AGE  NEXT  ERROR
        ocp/4.22:cli        checking  distributor  yes    10m  5m
        ocp/4.22:installer  parked    distributor  yes    10m  5m    SourceMissing: it is gone
        """,
        list.output());
    assertEquals("", list.errors());
  }

  @Test
  void aTaskThatWaitsForARegistryIsNextWhenThatAnswers() {
    api.on(ALL, page(1, "", Ctl.waiting("cli", "quay.io:443")));
    String output = Ctl.run(api, "list").ended(0).output();
    assertTrue(output.contains("10m  when quay.io:443 answers  SourceMissing"), output);
  }

  @Test
  void sendsEveryFilter() {
    String request =
        "GET /api/v1/mirrors?state=parked&owner=art&error_type=AccessDenied&stale=false"
            + "&namespace=a%20%26b&name=n&tag=t&action=show&limit=1000&sort=oldest";
    api.on(request, page(0, ""));
    Ctl.run(
            api,
            "list",
            "--state=parked",
            "--owner=art",
            "--error-type=AccessDenied",
            "--stale=false",
            "--namespace=a &b",
            "--name=n",
            "--tag=t")
        .ended(0);
    assertEquals(List.of(request), api.requests());
  }

  @Test
  void staleAloneMeansTrue() {
    api.on("GET /api/v1/mirrors?stale=true&action=show&limit=1000&sort=oldest", page(0, ""));
    Ctl list = Ctl.run(api, "list", "--stale").ended(0);
    assertEquals("no open task\n", list.errors());
    assertEquals("", list.output());
  }

  @Test
  void stopsAtTheLimit() {
    api.on(
        "GET /api/v1/mirrors?action=show&limit=1&sort=oldest",
        page(7, "p2", Ctl.task("cli", "copying", null)));
    Ctl list = Ctl.run(api, "list", "--limit=1").ended(0);
    assertEquals(2, list.output().lines().count());
    assertEquals("1 of 7 open tasks\n", list.errors());
    assertEquals(1, api.requests().size());
  }

  @Test
  void sendsTheOrderAsItIs() {
    String request = "GET /api/v1/mirrors?action=show&limit=1000&sort=";
    api.on(request + "failures", page(0, ""));
    api.refuse(request + "age", 400, "'sort' must be one of: x");
    Ctl.run(api, "list", "--sort=failures").ended(0);
    Ctl list = Ctl.run(api, "list", "--sort=age").ended(2);
    assertEquals("mirrorctl: 'sort' must be one of: x\n", list.errors());
  }

  @Test
  void jsonHasAllPagesInOneDocument() {
    api.on(ALL, page(2, "p2", Ctl.task("cli", "checking", null)));
    api.on(ALL + "&page_token=p2", page(2, "", Ctl.task("installer", "parked", "gone")));
    JsonNode json =
        ApiClient.JSON.readTree(Ctl.run(api, "list", "--output=json").ended(0).output());
    assertEquals(2, json.path("total").asInt());
    assertEquals("gone", json.path("mirrors").path(1).path("last_error").asString());
  }

  @Test
  void whatRegistriesAnsweredCannotDriveTheTerminal() {
    api.on(ALL, page(1, "", Ctl.task("cli", "retrying", "a\\u001b[31mb\\nc\\u202ed")));
    String output = Ctl.run(api, "list").ended(0).output();
    assertTrue(output.contains("SourceMissing: a [31mb c d"), output);
    assertEquals(2, output.lines().count(), output);
  }

  @Test
  void aRefusalBecauseOfTooManyReadsIsTriedAgain() {
    api.busy(ALL).on(ALL, page(0, ""));
    Ctl.run(api, "list").ended(0);
    assertEquals(List.of(ALL, ALL), api.requests());
  }

  @Test
  void theServiceSaysWhichValuesAFilterHas() {
    api.refuse(
        "GET /api/v1/mirrors?state=lost&action=show&limit=1000&sort=oldest",
        400,
        "'state' must be one of: x");
    Ctl list = Ctl.run(api, "list", "--state=lost").ended(2);
    assertEquals("mirrorctl: 'state' must be one of: x\n", list.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "null", "{}"})
  void anotherServerIsNotTakenForTheApi(String body) {
    api.garbage(ALL, 200, body);
    Ctl list = Ctl.run(api, "list").ended(1);
    assertEquals(1, list.errors().lines().count(), list.errors());
    assertTrue(list.errors().contains("not as the API answers"), list.errors());
  }

  @Test
  void nobodyAnswersInOneLine() {
    String address = api.address();
    api.close();
    Ctl list = Ctl.run(api, "list").ended(1);
    assertEquals(1, list.errors().lines().count(), list.errors());
    assertTrue(list.errors().contains(address) && list.errors().contains("--api"), list.errors());
    assertFalse(list.errors().contains("\tat "), list.errors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--limit=0", "--limit=x", "--wat", "a/b:c", "--stale=maybe", "--output=xml"})
  void refusesBadArgumentsInOneLine(String argument) {
    Ctl list = Ctl.run(api, "list", argument).ended(2);
    assertEquals(1, list.errors().lines().count(), list.errors());
    assertEquals(List.of(), api.requests());
  }
}
