package org.openshift.ci.mirror.activity.notification;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.notification.NotificationObserver.Outcome;
import org.openshift.ci.mirror.contract.NotificationActivities;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.notification.Recipient;
import org.openshift.ci.mirror.notification.Recipients;
import org.openshift.ci.mirror.notification.WebhookClient;
import org.openshift.ci.mirror.notification.WebhookException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies people of failures. Temporal repeats what fails. */
public final class NotificationActivitiesImpl implements NotificationActivities {

  private static final Logger log = LoggerFactory.getLogger(NotificationActivitiesImpl.class);

  /** The longest delay that a recipient may ask for. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(30);

  private final Supplier<Recipients> recipients;
  private final WebhookClient client;
  private final NotificationObserver observer;
  private final InstantSource clock;

  public NotificationActivitiesImpl(
      Supplier<Recipients> recipients,
      WebhookClient client,
      NotificationObserver observer,
      InstantSource clock) {
    this.recipients = recipients;
    this.client = client;
    this.observer = observer;
    this.clock = clock;
  }

  @Override
  public void sendNotification(Notification notification) {
    Optional<Recipient> recipient = recipients.get().of(notification.tag());
    if (recipient.isEmpty()) {
      log.info("{}: nobody is to be notified any more", notification.tag());
      return;
    }
    String what =
        "notification of %s that %s is %s"
            .formatted(recipient.get().name(), notification.tag(), notification.state().wireName());
    try {
      client.send(recipient.get(), notification);
      observer.attempted(Outcome.SENT);
      log.info("{}: sent", what);
    } catch (WebhookException e) {
      throw failure(what, notification, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApplicationFailure.newFailure(
          what + ": interrupted, because the worker stops", MirrorErrorType.TIMEOUT.wireName());
    }
  }

  private ApplicationFailure failure(String what, Notification notification, WebhookException e) {
    boolean over =
        !clock.instant().isBefore(notification.decidedAt().plus(notification.triedFor()));
    if (e.permanent() || over) {
      observer.attempted(Outcome.GIVEN_UP);
      log.warn("{}: given up: {}", what, e.getMessage());
      return ApplicationFailure.newNonRetryableFailure(
          what + ": given up: " + e.getMessage(), MirrorErrorType.UNEXPECTED.wireName());
    }
    observer.attempted(Outcome.FAILED);
    log.info("{}: tried again later: {}", what, e.getMessage());
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setMessage(what + ": " + e.getMessage())
            .setType(MirrorErrorType.UNEXPECTED.wireName());
    e.retryAfter()
        .filter(Duration::isPositive)
        .map(asked -> asked.compareTo(LONGEST_DELAY) < 0 ? asked : LONGEST_DELAY)
        .ifPresent(failure::setNextRetryDelay);
    return failure.build();
  }
}
