package org.openshift.ci.mirror.activity.retention;

import java.util.Optional;
import java.util.Set;

/**
 * The images that the configuration names as sources, which stay at the target.
 *
 * @param names their digests and tags
 * @param problem why the configuration may name others too, in one line; empty if it does not
 */
public record ConfiguredSources(Set<String> names, Optional<String> problem) {

  public ConfiguredSources {
    names = Set.copyOf(names);
  }
}
