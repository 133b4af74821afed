package org.openshift.ci.mirror.workflow.testing;

import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.contract.NotificationActivities;
import org.openshift.ci.mirror.model.Notification;

/** A recipient of notifications, in memory. */
public final class FakeNotifications implements NotificationActivities {

  private final List<Notification> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile boolean down;
  private volatile boolean refusing;

  /** Lets every attempt fail, until it is up again. */
  public void down(boolean isDown) {
    down = isDown;
  }

  /** Lets every attempt be given up. */
  public void refusing(boolean isRefusing) {
    refusing = isRefusing;
  }

  /** What was received, in order. */
  public List<Notification> received() {
    return List.copyOf(received);
  }

  /** What was received, in order, as {@code state reason}. */
  public List<String> inWords() {
    return received.stream()
        .map(one -> one.state().wireName() + (one.reason() == null ? "" : " " + one.reason()))
        .toList();
  }

  /** How often it was tried. */
  public int attempts() {
    return attempts.get();
  }

  @Override
  public void sendNotification(Notification notification) {
    attempts.incrementAndGet();
    if (refusing) {
      throw ApplicationFailure.newNonRetryableFailure("404", "NotificationRefused");
    }
    if (down) {
      throw new IllegalStateException("the recipient is down");
    }
    received.add(notification);
  }
}
