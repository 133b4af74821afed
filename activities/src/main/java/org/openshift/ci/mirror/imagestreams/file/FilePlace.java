package org.openshift.ci.mirror.imagestreams.file;

import com.fasterxml.jackson.core.JsonLocation;
import java.nio.file.Path;

/**
 * A place in a file, written as compilers write it: {@code file:line:column}.
 *
 * @param file the file
 * @param line counted from 1; 0 for the file as a whole
 * @param column counted from 1; 0 for the line as a whole
 */
record FilePlace(Path file, int line, int column) {

  static FilePlace of(Path file, JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? whole(file)
        : new FilePlace(file, location.getLineNr(), Math.max(location.getColumnNr(), 1));
  }

  static FilePlace whole(Path file) {
    return new FilePlace(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line + ":" + column;
  }
}
