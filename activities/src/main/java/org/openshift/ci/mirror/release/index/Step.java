package org.openshift.ci.mirror.release.index;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/** A step of a test, a chain or a workflow. */
sealed interface Step {

  /** A reference to a step of the step registry. */
  record Reference(String name) implements Step {}

  /** A reference to a chain of the step registry. */
  record Chain(String name) implements Step {}

  /**
   * A step that is written out.
   *
   * @param fromImage the tag it runs in; null when it runs in an image that its test builds or
   *     imports
   * @param observers names of its observers
   */
  record Literal(TagReference fromImage, List<String> observers) implements Step {

    public Literal {
      observers = List.copyOf(observers);
    }

    /** Whether it has neither a tag nor observers. */
    boolean usesNothing() {
      return fromImage == null && observers.isEmpty();
    }
  }
}
