package org.openshift.ci.mirror.watchrules;

/** The command-line flags that select the watched tags. */
public enum WatchFlag {
  IGNORED_TAG("--ignore-image-stream-tag"),
  ADDITIONAL_TAG("--additional-image-stream-tag"),
  ADDITIONAL_STREAM("--additional-image-stream"),
  ADDITIONAL_NAMESPACE("--additional-image-stream-namespace");

  private final String spelling;

  WatchFlag(String spelling) {
    this.spelling = spelling;
  }

  /** The flag as it is written on the command line. */
  @Override
  public String toString() {
    return spelling;
  }
}
