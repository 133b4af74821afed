package org.openshift.ci.mirror.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedServerTest {

  private final ScriptedServer server = ScriptedServer.start();

  @Test
  void closeFailsWhenARuleWasNotUsedUp() throws IOException {
    server.times(2, "GET", "/some", request -> Answer.reply(204, ""));
    assertEquals(204, get("/some"));
    assertEquals(404, get("/other"));
    int before = server.connectionsOpened();
    try (Socket open = new Socket(server.uri().getHost(), server.uri().getPort())) {
      Await.until(
          "the server knows the connection",
          Duration.ofSeconds(10),
          () -> server.connectionsOpened() > before,
          server::connectionsOpened);
      AssertionError e = assertThrows(AssertionError.class, server::close);
      assertTrue(e.getMessage().contains("1 more GET of /some"), e.getMessage());
      assertEquals(-1, open.getInputStream().read(), "it is closed nevertheless");
    }
  }

  @Test
  void closeTakesAUsedScriptAndRulesForAnyNumberOfRequests() throws IOException {
    server
        .once("GET", "/some", Answer.reply(204, ""))
        .always("GET", "/never", Answer.reply(200, ""));
    assertEquals(204, get("/some"));
    server.close();
  }

  @Test
  void clearingRulesHidesNone() {
    server.once("GET", "/some", Answer.reply(204, ""));
    assertThrows(AssertionError.class, server::clearRules);
    server.close();
  }

  private int get(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) server.uri().resolve(path).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
