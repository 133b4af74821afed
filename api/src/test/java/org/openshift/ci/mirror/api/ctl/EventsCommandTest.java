package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsCommandTest {

  private final ScriptedApi api = new ScriptedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private static String change(String id, String kind, String tag) {
    String task = Ctl.task(tag, "copying", null).replace("\n", "");
    return "id: %s\nevent: task\ndata: {\"kind\":\"%s\",\"task\":%s}\n\n".formatted(id, kind, task);
  }

  private Ctl events(String... more) {
    List<String> arguments = new ArrayList<>(List.of("events", "--retry-millis=1"));
    arguments.addAll(List.of(more));
    return Ctl.run(api, arguments.toArray(String[]::new));
  }

  @Test
  void printsALineForEachChangeOverSeveralStreams() {
    api.events(
        "retry: 1000\n\nid: p-0\nevent: reset\ndata: {}\n\n:\n\n" + change("p-1", "opened", "cli"));
    api.events(change("p-2", "changed", "cli") + change("p-3", "ended", "installer"));
    Ctl listened = events("--count=3").ended(0);
    assertEquals(
        """
        2026-11-26T12:00:00Z opened  ocp/4.22:cli copying
        2026-11-26T12:00:00Z changed ocp/4.22:cli copying
        2026-11-26T12:00:00Z ended   ocp/4.22:installer copying
        """,
        listened.output());
    assertEquals("", listened.errors());
    assertEquals(List.of("p-1"), api.headers());
  }

  @Test
  void saysWhatWasMissedAndWhatIsNotSeen() {
    api.events(change("p-1", "opened", "cli"));
    api.refuse("GET /api/v1/events", 503, "a hundred clients listen");
    api.events(
        "id: q-0\nevent: reset\ndata: {}\n\nevent: problem\ndata: {\"detail\":\"no Temporal\"}\n\n"
            + "event: problem\ndata: {}\n\n"
            + change("q-1", "ended", "cli"));
    Ctl listened = events("--count=2").ended(0);
    assertEquals(
        """
        a hundred clients listen
        changes may have been missed; 'list' has what is open now
        no changes are seen now: no Temporal
        changes are seen again
        """,
        listened.errors());
  }

  @Test
  void jsonHasOneObjectInEachLine() {
    api.events(change("p-1", "opened", "cli") + change("p-2", "ended", "cli"));
    List<String> lines = events("--count=2", "-o=json").ended(0).output().lines().toList();
    assertEquals(2, lines.size());
    assertEquals("ended", ApiClient.JSON.readTree(lines.get(1)).path("kind").asString());
  }

  @Test
  void aFirstRefusalEndsIt() {
    api.refuse("GET /api/v1/events", 503, "a hundred clients listen");
    Ctl listened = events().ended(1);
    assertTrue(listened.errors().contains("a hundred clients"), listened.errors());
    events("--count=0").ended(2);
  }
}
