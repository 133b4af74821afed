package org.openshift.ci.mirror.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestProxy;
import org.openshift.ci.mirror.testing.WebhookReceiver;

/** Servers that are silent, break the connection, or are reached through a proxy. */
class WebhookClientTest {

  private static final Notification NOTIFICATION =
      new Notification(
          TagReference.parse("ocp/4.22:cli"),
          Notification.State.MIRRORED,
          null,
          null,
          Instant.EPOCH,
          Instant.EPOCH);

  private static WebhookClient client(Map<String, String> environment) {
    return new WebhookClient(
        EnvironmentProxies.of(environment), InstantSource.system(), Duration.ofMillis(500));
  }

  private static Recipient recipient(String url) {
    MessageText text = new MessageText("{tag}");
    return new Recipient("a", null, null, null, WebhookAddress.ofUrl(url), "", text, text);
  }

  private static String failure(String url) {
    try (WebhookClient client = client(Map.of())) {
      WebhookException failure =
          assertThrows(WebhookException.class, () -> client.send(recipient(url), NOTIFICATION));
      assertFalse(failure.permanent());
      assertFalse(failure.toString().contains("SECRET"), failure::toString);
      return failure.getMessage();
    }
  }

  @Test
  void aSilentServerIsNotWaitedFor() {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.always("POST", "SECRET", new Answer.Silence());
      assertEquals("127.0.0.1 did not answer in time", failure(server.uri() + "/SECRET"));
    }
  }

  @Test
  void aBrokenConnectionIsNoAnswer() {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.always("POST", "SECRET", new Answer.Break(1));
      assertEquals("127.0.0.1 broke the connection", failure(server.uri() + "/SECRET"));
    }
  }

  @Test
  void aNameThatIsNotKnownCannotBeReached() {
    assertEquals(
        "no-such-host.invalid cannot be reached: it does not answer, or is not known",
        failure("http://no-such-host.invalid/SECRET"));
  }

  @Test
  void theProxyOfTheEnvironmentIsUsed() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        TestProxy proxy = TestProxy.start().with("hooks.example:80", receiver.host());
        WebhookClient client = client(Map.of("HTTP_PROXY", "http://" + proxy.host()))) {
      client.send(recipient("http://hooks.example/x"), NOTIFICATION);
      assertEquals(List.of("{\"text\":\"ocp/4.22:cli\"}"), receiver.received());
      assertEquals(1, proxy.seen().size());
    }
  }
}
