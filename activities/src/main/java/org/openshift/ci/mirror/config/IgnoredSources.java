package org.openshift.ci.mirror.config;

import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * The sources that are not to be mirrored ({@code ignoredSources}), whichever rule asks for them.
 *
 * <p>An image stream tag and its pull spec at the registry of the cluster name the same thing, and
 * so do the two hosts of the mirror. Immutable.
 */
public final class IgnoredSources {

  private final Registries registries;
  private final Map<String, String> reasons;

  /**
   * @param reasons by the canonical spelling of the source
   */
  IgnoredSources(Registries registries, Map<String, String> reasons) {
    this.registries = registries;
    this.reasons = Map.copyOf(reasons);
  }

  /**
   * Why this source is ignored.
   *
   * @param pullSpec as docker reads it: without a registry it is Docker Hub's
   * @return the reason that the file gives; empty when the source is not ignored, or the text is no
   *     pull spec
   */
  public Optional<String> reasonFor(String pullSpec) {
    try {
      return Optional.ofNullable(reasons.get(registries.canonical(PullSpec.parse(pullSpec))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Why this image stream tag of the cluster is ignored as a source. */
  public Optional<String> reasonFor(TagReference source) {
    return reasonFor(registries.ofStreamTag(source));
  }

  /** The sources in their canonical spelling, each with its reason. */
  Map<String, String> reasons() {
    return reasons;
  }

  /** How many sources are ignored. */
  public int size() {
    return reasons.size();
  }
}
