package org.openshift.ci.mirror.imagestreams;

/**
 * Image stream tags cannot be read. The message is one line that says what was tried, why it failed
 * and, when waiting will not help, what to do.
 */
public final class TagInventoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TagInventoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
