package org.openshift.ci.mirror.cluster;

import java.util.List;
import org.openshift.ci.mirror.config.StreamReference;

/**
 * An image stream as its status shows it, reduced to what is needed.
 *
 * @param stream the image stream
 * @param tags the tags in its status, each name once
 */
record StreamState(StreamReference stream, List<TagState> tags) {

  StreamState {
    tags = List.copyOf(tags);
  }
}
