package org.openshift.ci.mirror.registry;

import java.util.Map;
import java.util.Set;

/**
 * A page of a repository's tags, as quay's own API lists them.
 *
 * @param digests the raw top-level digest of each tag
 * @param others tags whose digest the page does not say; it has to be read from the registry
 * @param last whether this is the last page
 */
public record TagPage(Map<String, String> digests, Set<String> others, boolean last) {

  public TagPage {
    digests = Map.copyOf(digests);
    others = Set.copyOf(others);
  }

  /** A page that says the digest of every tag. */
  public TagPage(Map<String, String> digests, boolean last) {
    this(digests, Set.of(), last);
  }
}
