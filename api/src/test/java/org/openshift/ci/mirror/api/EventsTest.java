package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.FakeWiring.FakeTasks;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.OpenEntries;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The stream of events as a client reads it. */
class EventsTest {

  private static final int DEADLINE_MILLIS = 60_000;

  private static ServletWebServerApplicationContext service;
  private static FakeTasks tasks;

  @BeforeAll
  static void start() {
    service =
        ApiServer.start(TestSettings.withoutTemporal(null), WebWiring.class, FakeWiring.class);
    tasks = service.getBean(FakeTasks.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void forget() {
    tasks.failure = null;
  }

  private static MirrorEntry entry(String tag, String state) {
    return OpenEntries.of(tag, state, Instant.parse("2026-07-28T10:11:12Z"));
  }

  private BufferedReader listen(String lastSeen) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + "/api/v1/events")
                .toURL()
                .openConnection();
    connection.setReadTimeout(DEADLINE_MILLIS);
    connection.setRequestProperty("Accept", "text/event-stream");
    if (lastSeen != null) {
      connection.setRequestProperty("Last-Event-ID", lastSeen);
    }
    assertEquals(200, connection.getResponseCode());
    assertTrue(connection.getContentType().startsWith("text/event-stream"));
    return new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The lines of the next event of this name; comments and other events are passed over. */
  private static List<String> next(BufferedReader stream, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (!line.isEmpty()) {
        lines.add(line);
      } else if (lines.contains("event: " + name)) {
        return lines;
      } else {
        lines.clear();
      }
    }
    throw new AssertionError("the stream has ended before " + name);
  }

  @Test
  void tellsChangesAndGoesOnWhereAClientWas() throws IOException {
    tasks.open.add(entry("a", "checking"));
    String seen;
    try (BufferedReader stream = listen(null)) {
      assertEquals("retry: 1000", stream.readLine());
      next(stream, "reset");
      // The first list may come after this change, and is then no change.
      tasks.awaitAnotherList();
      tasks.open.set(0, entry("a", "parked"));
      List<String> changed = next(stream, "task");
      assertTrue(
          changed.getLast().startsWith("data: {\"kind\":\"changed\",\"task\":{"),
          changed.toString());
      assertTrue(changed.getLast().contains("\"state\":\"parked\""), changed.toString());
      seen = changed.getFirst().substring("id: ".length());
      tasks.open.addFirst(entry("b", "checking"));
      next(stream, "task");
    }
    try (BufferedReader stream = listen(seen)) {
      List<String> missed = next(stream, "task");
      assertTrue(missed.getLast().contains("\"kind\":\"opened\""), missed.toString());
      assertTrue(missed.getLast().contains("mirror/ocp_4.20_b"), missed.toString());
    }
  }

  @Test
  void saysWhyNothingIsSeen() throws IOException {
    try (BufferedReader stream = listen(null)) {
      tasks.awaitAnotherList();
      tasks.failure = ApiProblem.unavailable("Temporal is away", null);
      assertEquals("data: {\"detail\":\"Temporal is away\"}", next(stream, "problem").getLast());
      tasks.failure = null;
      assertEquals("data: {}", next(stream, "problem").getLast());
    }
  }

  @Test
  void anIdOfAnotherProcessIsNoPlaceToGoOnFrom() throws IOException {
    try (BufferedReader stream = listen("0badcafe-17")) {
      next(stream, "reset");
    }
  }
}
