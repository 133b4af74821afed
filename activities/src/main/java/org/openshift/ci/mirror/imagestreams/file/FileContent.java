package org.openshift.ci.mirror.imagestreams.file;

import java.util.List;
import org.openshift.ci.mirror.imagestreams.index.StreamState;

/**
 * What a file holds.
 *
 * @param streams its image streams
 * @param notices what was left out, each one line that names the place
 */
record FileContent(List<StreamState> streams, List<String> notices) {

  FileContent {
    streams = List.copyOf(streams);
    notices = List.copyOf(notices);
  }
}
