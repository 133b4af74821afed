package org.openshift.ci.mirror.bench.digests;

import java.util.Map;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.QuayServer;

/**
 * To read the digest of every tag.
 *
 * @param server where they are
 * @param destinations the pull spec of each
 */
public record DigestsJob(QuayServer server, Map<TagReference, String> destinations) {

  public DigestsJob {
    destinations = Map.copyOf(destinations);
  }
}
