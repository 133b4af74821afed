package org.openshift.ci.mirror.api;

/** What decides who may do what. */
enum Authorization {
  /** One bearer token in a file. */
  TOKEN_FILE("token-file"),
  /** The tokens and roles of a cluster. */
  KUBERNETES("kubernetes");

  private final String flagValue;

  Authorization(String flagValue) {
    this.flagValue = flagValue;
  }

  /** The value of the flag {@code --authorization}. */
  @Override
  public String toString() {
    return flagValue;
  }
}
