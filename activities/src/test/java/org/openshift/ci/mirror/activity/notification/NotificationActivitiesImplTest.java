package org.openshift.ci.mirror.activity.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.activity.notification.NotificationObserver.Outcome;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.Notification.State;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.notification.NotificationFile;
import org.openshift.ci.mirror.notification.WebhookClient;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.testing.FreePorts;
import org.openshift.ci.mirror.testing.LogRecorder;
import org.openshift.ci.mirror.testing.WebhookReceiver;

class NotificationActivitiesImplTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final TagReference CLI = TagReference.parse("ocp/4.22:cli");

  @TempDir Path folder;
  private final WebhookReceiver receiver = new WebhookReceiver();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final WebhookClient client = new WebhookClient(EnvironmentProxies.of(Map.of()), clock);
  private final LogRecorder log = new LogRecorder(NotificationActivitiesImpl.class);
  private NotificationFile file;
  private NotificationActivitiesImpl activities;

  @BeforeEach
  void open() throws Exception {
    open(receiver.url());
  }

  private void open(String url) throws Exception {
    file =
        NotificationFile.open(
            Files.writeString(
                folder.resolve("notifications.yaml"),
                "recipients: [{name: team, namespace: ocp, url: '%s'}]".formatted(url)));
    activities = new NotificationActivitiesImpl(file::current, client, outcomes::add, clock);
  }

  /** Nothing shows the secret, whatever happened. */
  @AfterEach
  void close() {
    assertFalse(log.toString().contains("SECRET"), log::toString);
    log.close();
    file.close();
    client.close();
    receiver.close();
  }

  private static Notification failure(Instant decidedAt) {
    return new Notification(CLI, State.PARKED, "Timeout", "a \"quoted\" word", NOW, decidedAt);
  }

  private ApplicationFailure refused(Notification notification) {
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> activities.sendNotification(notification));
    assertFalse(failure.toString().contains("SECRET"), failure::toString);
    assertEquals(null, failure.getCause());
    return failure;
  }

  @Test
  void theMessageIsJsonWithItsText() throws Exception {
    activities.sendNotification(failure(NOW));
    assertEquals(List.of("POST /services/" + WebhookReceiver.SECRET), receiver.requests());
    assertEquals(
        Map.of(
            "text",
            "ocp/4.22:cli is not mirrored (parked, Timeout) since 2026-03-01T12:00:00Z:"
                + " a \"quoted\" word"),
        new ObjectMapper().readValue(receiver.received().getFirst(), Map.class));
    assertEquals(List.of(Outcome.SENT), outcomes);
    assertEquals(List.of("notification of team that ocp/4.22:cli is parked: sent"), log.lines());
  }

  @Test
  void withoutARecipientNothingIsSent() {
    activities.sendNotification(
        new Notification(TagReference.parse("ci/a:b"), State.PARKED, "Timeout", "x", NOW, NOW));
    assertEquals(List.of(), receiver.requests());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 408, 429})
  void whatMayPassIsTriedAgain(int status) {
    receiver.refuse(status, Map.of());
    ApplicationFailure failure = refused(failure(NOW));
    assertFalse(failure.isNonRetryable());
    assertTrue(failure.getOriginalMessage().endsWith("127.0.0.1 answered " + status));
    assertEquals(null, failure.getNextRetryDelay());
    assertEquals(List.of(Outcome.FAILED), outcomes);
    activities.sendNotification(failure(NOW));
    assertEquals(1, receiver.received().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void aRefusalIsGivenUp(int status) {
    receiver.refuse(status, Map.of());
    ApplicationFailure failure = refused(failure(NOW));
    assertTrue(failure.isNonRetryable());
    assertEquals(List.of(Outcome.GIVEN_UP), outcomes);
    assertEquals(
        List.of(
            "notification of team that ocp/4.22:cli is parked: given up: 127.0.0.1 answered "
                + status
                + "; is the address of the webhook still valid?"),
        log.warnings());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    receiver.refuse(status, Map.of("Location", "http://" + receiver.host() + "/elsewhere"));
    assertTrue(refused(failure(NOW)).isNonRetryable());
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void theDelayThatARecipientAsksForIsKeptUpToHalfAnHour() {
    receiver.refuse(429, Map.of("Retry-After", "90"));
    assertEquals(Duration.ofSeconds(90), refused(failure(NOW)).getNextRetryDelay());
    receiver.refuse(503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:10:00 GMT"));
    assertEquals(Duration.ofMinutes(10), refused(failure(NOW)).getNextRetryDelay());
    receiver.refuse(503, Map.of("Retry-After", "86400"));
    assertEquals(Duration.ofMinutes(30), refused(failure(NOW)).getNextRetryDelay());
    receiver.refuse(503, Map.of("Retry-After", "Sun, 01 Mar 2026 11:10:00 GMT"));
    assertEquals(null, refused(failure(NOW)).getNextRetryDelay());
    receiver.refuse(503, Map.of("Retry-After", "soon"));
    assertEquals(null, refused(failure(NOW)).getNextRetryDelay());
  }

  @Test
  void aRecipientThatIsAwayIsGivenUpAfterDays() throws Exception {
    file.close();
    open("http://127.0.0.1:%d/%s".formatted(FreePorts.next(), WebhookReceiver.SECRET));
    ApplicationFailure first = refused(failure(NOW.minus(Duration.ofHours(71))));
    assertFalse(first.isNonRetryable());
    assertTrue(first.getOriginalMessage().contains("127.0.0.1 cannot be reached"), first::toString);
    assertTrue(refused(failure(NOW.minus(Duration.ofDays(3)))).isNonRetryable());
    assertEquals(List.of(Outcome.FAILED, Outcome.GIVEN_UP), outcomes);
  }

  @Test
  void theEndOfAFailureIsGivenUpAfterAnHour() {
    receiver.refuse(500, Map.of());
    Instant decidedAt = NOW.minus(Duration.ofHours(1));
    assertTrue(
        refused(new Notification(CLI, State.MIRRORED, null, null, NOW, decidedAt))
            .isNonRetryable());
  }
}
