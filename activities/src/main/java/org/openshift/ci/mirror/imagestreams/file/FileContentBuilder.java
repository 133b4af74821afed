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

  /** A file of something else altogether must not flood the log. */
  private static final int MAX_NOTICES = 20;

  private final Path file;
  private final List<StreamState> streams = new ArrayList<>();
  private final Map<StreamReference, FilePlace> places = new HashMap<>();
  private final List<String> notices = new ArrayList<>();
  private int further;

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
              "image stream %s is left out here, as it stands on line %d already"
                  .formatted(state.stream(), earlier.line())));
    }
  }

  void add(FileWarning notice) {
    if (notices.size() < MAX_NOTICES) {
      notices.add(notice.toString());
    } else {
      further++;
    }
  }

  FileContent build() {
    if (further > 0) {
      notices.add("%s: %d more notices of such kinds".formatted(file, further));
    }
    return new FileContent(streams, notices);
  }
}
