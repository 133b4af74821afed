package org.openshift.ci.mirror.api.ctl;

/** The service did not answer. */
final class ApiUnreachable extends CtlException {

  private static final long serialVersionUID = 1L;

  ApiUnreachable(String message, Throwable cause) {
    super(FAILED, message, cause);
  }
}
