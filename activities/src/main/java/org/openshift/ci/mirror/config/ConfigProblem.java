package org.openshift.ci.mirror.config;

/**
 * A problem in a configuration file.
 *
 * @param file the file's name or URL
 * @param line the line, from 1; 0 for the whole file
 * @param what what is wrong, and what is expected, in one line
 */
public record ConfigProblem(String file, int line, String what) {

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + what;
  }
}
