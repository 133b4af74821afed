package org.openshift.ci.mirror.registry.internal.http;

/** What a token for a repository must allow. */
public enum Access {
  PULL("pull"),
  PUSH("pull,push");

  private final String actions;

  Access(String actions) {
    this.actions = actions;
  }

  /** As a scope names it. */
  public String actions() {
    return actions;
  }
}
