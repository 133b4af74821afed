package org.openshift.ci.mirror.registry;

/** What a token for a repository must allow. */
enum Access {
  PULL("pull"),
  PUSH("pull,push");

  private final String actions;

  Access(String actions) {
    this.actions = actions;
  }

  /** As a scope names it. */
  String actions() {
    return actions;
  }
}
