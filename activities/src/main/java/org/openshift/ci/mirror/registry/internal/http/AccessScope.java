package org.openshift.ci.mirror.registry.internal.http;

/** The access to a repository that a token must grant. */
public enum AccessScope {
  PULL("pull"),
  PUSH("pull,push");

  private final String actions;

  AccessScope(String actions) {
    this.actions = actions;
  }

  /** The actions of a token's scope. */
  public String actions() {
    return actions;
  }
}
