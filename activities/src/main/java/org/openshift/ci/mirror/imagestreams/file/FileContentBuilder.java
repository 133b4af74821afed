package org.openshift.ci.mirror.imagestreams.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** Collects what a file holds. */
final class FileContentBuilder {

  /** So that a file with other content altogether does not flood the log. */
  private static final int MAX_WARNINGS = 20;

  private final Path file;
  private final List<StreamState> streams = new ArrayList<>();
  private final Map<StreamReference, FilePlace> places = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private int further;
  private FileWarning firstLeftOut;

  FileContentBuilder(Path file) {
    this.file = file;
  }

  void add(FilePlace place, StreamState state) {
    FilePlace earlier = places.putIfAbsent(state.stream(), place);
    if (earlier == null) {
      streams.add(state);
    } else {
      add(
          new FileWarning(
              place,
              "image stream %s is left out here, as line %d defines it already"
                  .formatted(state.stream(), earlier.line())));
    }
  }

  /** Notes an object that may be an image stream of the file but cannot be used. */
  void leaveOut(FileWarning warning) {
    firstLeftOut = firstLeftOut == null ? warning : firstLeftOut;
    add(warning);
  }

  void add(FileWarning warning) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(warning.toString());
    } else {
      further++;
    }
  }

  /**
   * The content.
   *
   * @throws BrokenFileException when every image stream of the file is left out
   */
  FileContent build() throws BrokenFileException {
    if (streams.isEmpty() && firstLeftOut != null) {
      throw new BrokenFileException(firstLeftOut.place(), firstLeftOut.problem());
    }
    if (further > 0) {
      warnings.add("%s: %d more warnings like these".formatted(file, further));
    }
    return new FileContent(streams, warnings, firstLeftOut != null);
  }
}
