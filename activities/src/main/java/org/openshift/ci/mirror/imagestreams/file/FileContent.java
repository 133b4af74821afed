package org.openshift.ci.mirror.imagestreams.file;

import java.util.List;
import org.openshift.ci.mirror.imagestreams.index.StreamState;

/**
 * What a file holds.
 *
 * @param streams its image streams
 * @param warnings what is wrong or left out, each one line that names the place
 * @param incomplete whether an object that may be an image stream is left out
 */
record FileContent(List<StreamState> streams, List<String> warnings, boolean incomplete) {

  FileContent {
    streams = List.copyOf(streams);
    warnings = List.copyOf(warnings);
  }
}
