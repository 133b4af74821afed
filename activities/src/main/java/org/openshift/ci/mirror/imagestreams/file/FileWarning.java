package org.openshift.ci.mirror.imagestreams.file;

/**
 * Something in a file that is left out or wrong, while the rest of the file counts.
 *
 * @param place where it stands
 * @param what what is wrong with it
 */
record FileWarning(FilePlace place, String what) {

  @Override
  public String toString() {
    return place + ": " + what;
  }
}
