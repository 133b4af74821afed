package org.openshift.ci.mirror.cluster;

import java.util.List;

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
