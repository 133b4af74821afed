package org.openshift.ci.mirror.registry;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A page of the names of a repository's tags.
 *
 * @param names in the registry's order
 * @param next the address of the next page; empty if this is the last one
 */
public record TagNames(List<String> names, Optional<URI> next) {

  public TagNames {
    names = List.copyOf(names);
  }
}
