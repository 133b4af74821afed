package org.openshift.ci.mirror.imagestreams;

/**
 * Image streams cannot be read, and waiting will not help. The message is one line that says what
 * was tried, why it failed and what to do.
 */
public final class ImageStreamSourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ImageStreamSourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
