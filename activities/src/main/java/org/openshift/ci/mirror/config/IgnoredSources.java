package org.openshift.ci.mirror.config;

import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * The sources that no rule mirrors ({@code ignoredSources}). Immutable.
 *
 * <p>An image stream tag equals its pull spec at the cluster's registry, and the two names of QCI
 * are one, as are those of Docker Hub.
 */
public final class IgnoredSources {

  private final Endpoints endpoints;
  private final Map<PullSpec, String> reasons;

  /**
   * @param reasons by source, as {@link Endpoints#canonical} spells it
   */
  IgnoredSources(Endpoints endpoints, Map<PullSpec, String> reasons) {
    this.endpoints = endpoints;
    this.reasons = Map.copyOf(reasons);
  }

  /** The file's reason for ignoring this source; empty when the source is not ignored. */
  public Optional<String> reasonFor(PullSpec source) {
    return Optional.ofNullable(reasons.get(endpoints.canonical(source)));
  }

  /** The file's reason for ignoring this image stream tag as a source; empty when it has none. */
  public Optional<String> reasonFor(TagReference source) {
    try {
      return reasonFor(PullSpec.parse(endpoints.sourceByTag(source)));
    } catch (IllegalArgumentException e) {
      // An invalid name cannot be listed.
      return Optional.empty();
    }
  }

  /** Each ignored source with its reason. */
  Map<PullSpec, String> reasons() {
    return reasons;
  }

  /** How many sources are ignored. */
  public int size() {
    return reasons.size();
  }
}
