package org.openshift.ci.mirror.registry;

import java.util.Map;

/**
 * A page of a repository's tags, as quay's own API lists them.
 *
 * @param digests the raw top-level digest of each tag
 * @param last whether this is the last page
 */
public record TagPage(Map<String, String> digests, boolean last) {

  public TagPage {
    digests = Map.copyOf(digests);
  }
}
