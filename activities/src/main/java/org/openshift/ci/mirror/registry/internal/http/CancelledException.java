package org.openshift.ci.mirror.registry.internal.http;

import java.util.concurrent.CancellationException;

/** Nobody waits for this work any more. It reaches no caller but one that was interrupted. */
public final class CancelledException extends CancellationException {

  private CancelledException(String message) {
    super(message);
  }

  /** The thread was interrupted; it stays so. */
  public static CancelledException interrupted() {
    Thread.currentThread().interrupt();
    return new CancelledException("the copy was cancelled");
  }
}
