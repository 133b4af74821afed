package org.openshift.ci.mirror.api.ctl;

/** The service answered, but not with what was asked. */
final class ApiRefusal extends CtlException {

  /** Nothing is known of what was asked. */
  static final int NOT_FOUND = 404;

  /** The service cannot answer now. */
  static final int UNAVAILABLE = 503;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final long serialVersionUID = 1L;

  private final int httpStatus;

  ApiRefusal(int httpStatus, String message) {
    super(httpStatus == BAD_REQUEST ? USAGE : FAILED, message);
    this.httpStatus = httpStatus;
  }

  boolean is(int status) {
    return httpStatus == status;
  }

  /** Whether the question needs a token, or one that may do more. */
  boolean isOfTheToken() {
    return is(UNAUTHORIZED) || is(FORBIDDEN);
  }
}
