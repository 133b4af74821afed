package org.openshift.ci.mirror.bench.trial;

import java.io.Serial;

/** Something that the bench needs, or measures, failed; the message is for the person at it. */
public final class BenchException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    super(message);
  }

  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
