package org.openshift.ci.mirror.registry.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.EngineSettings.Concurrency;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestSettings;

class HttpTransportTest {

  private static final int CONNECTIONS = 2;

  private final ScriptedServer server = ScriptedServer.start();
  private final HttpTransport transport =
      new HttpTransport(
          TestSettings.withConcurrency(
              EngineSettings.defaults(), new Concurrency(1, 1, CONNECTIONS)),
          EnvironmentProxies.of(Map.of()));

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  /**
   * The watchdog then cancels the lease of a connection, which is no exception for I/O in Apache's
   * client.
   */
  @Test
  void aRequestThatWaitsTooLongForAConnectionIsStalled() throws IOException {
    server.always("GET", "", Answer.reply(200, "{}"));
    RegistryResponse[] open = new RegistryResponse[CONNECTIONS];
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        open[i] = transport.send(ping(), null);
      }
      WaitBudget.within(
          Duration.ofMillis(300),
          () ->
              assertThrows(
                  HttpTransport.StalledException.class, () -> transport.send(ping(), null)));
    } finally {
      for (RegistryResponse response : open) {
        response.close();
      }
    }
    try (RegistryResponse next = transport.send(ping(), null)) {
      assertEquals(200, next.status());
    }
  }

  private RegistryRequest ping() {
    URI base = URI.create("http://" + server.host());
    return new RegistryRequest(
        RequestKind.PING,
        "ask " + server.host(),
        base.resolve("/v2/"),
        new Repository(server.host(), "a/b", base),
        List.of());
  }
}
