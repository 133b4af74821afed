package org.openshift.ci.mirror.notification;

import java.time.Duration;
import java.util.Optional;

/** A message was not received. The message of this exception does not quote the address. */
public final class WebhookException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;
  private final Duration retryAfter;

  WebhookException(String message, boolean permanent, Duration retryAfter) {
    // No cause: some of the client's exceptions quote the address.
    super(message, null, false, false);
    this.permanent = permanent;
    this.retryAfter = retryAfter;
  }

  /** Whether the same message would be refused again. */
  public boolean permanent() {
    return permanent;
  }

  /** The delay that the recipient asked for; empty for none. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
