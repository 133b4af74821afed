package org.openshift.ci.mirror.config.validation;

import java.util.Optional;
import org.openshift.ci.mirror.registry.PullSpec;

/** Asks registries for images; called by several threads at once. */
@FunctionalInterface
public interface ImageLookup {

  /**
   * The digest of the image; empty when there is no such image.
   *
   * @throws org.openshift.ci.mirror.registry.RegistryException when the registry does not say
   */
  Optional<String> digest(PullSpec image);
}
