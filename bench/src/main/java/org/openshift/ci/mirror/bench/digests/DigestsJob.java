package org.openshift.ci.mirror.bench.digests;

import java.util.Map;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.QuayServer;

/**
 * The job to read the digest of every tag.
 *
 * @param server the registry that has the tags
 * @param destinations the pull spec of each tag
 */
public record DigestsJob(QuayServer server, Map<TagReference, String> destinations) {

  public DigestsJob {
    destinations = Map.copyOf(destinations);
  }
}
