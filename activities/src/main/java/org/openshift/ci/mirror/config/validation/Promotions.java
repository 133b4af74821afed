package org.openshift.ci.mirror.config.validation;

import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;

/** The image stream tags that CI promotes. */
@FunctionalInterface
public interface Promotions {

  /** The ci-operator config that promotes an image to this tag; empty when there is none. */
  Optional<String> promotedBy(TagReference tag);
}
