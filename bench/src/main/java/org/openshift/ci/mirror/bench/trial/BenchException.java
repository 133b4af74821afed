package org.openshift.ci.mirror.bench.trial;

import java.io.Serial;

/** The bench, or a tool that it measures, failed; the message is for the user. */
public final class BenchException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    super(message);
  }

  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
