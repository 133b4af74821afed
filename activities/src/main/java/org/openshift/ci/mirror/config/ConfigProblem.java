package org.openshift.ci.mirror.config;

/**
 * Something that is wrong in a configuration file.
 *
 * @param file the file's name, or where else it was read
 * @param line where it stands, from 1; 0 when it concerns the whole file
 * @param what what is wrong and what is expected; one line
 */
public record ConfigProblem(String file, int line, String what) {

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + what;
  }
}
