package org.openshift.ci.mirror.config.validation;

import java.util.Optional;
import org.openshift.ci.mirror.registry.PullSpec;

/** Finds images at registries. Called by several threads at once. */
@FunctionalInterface
public interface ImageLookup {

  /**
   * The digest of the image; empty when there is no such image.
   *
   * @throws org.openshift.ci.mirror.registry.RegistryException when the registry gives no answer
   */
  Optional<String> digest(PullSpec image);
}
