package org.openshift.ci.mirror.registry.internal.http;

import java.util.concurrent.CancellationException;

/** The calling thread was interrupted. */
public final class CancelledException extends CancellationException {

  private CancelledException(String message) {
    super(message);
  }

  /** Sets the interrupt flag of the current thread again. */
  public static CancelledException interrupted() {
    Thread.currentThread().interrupt();
    return new CancelledException("the copy was cancelled");
  }
}
