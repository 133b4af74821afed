package org.openshift.ci.mirror.release.index;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/** The definition in a file of the step registry. */
sealed interface StepRegistryItem {

  /** The name, unique among items of its kind. */
  String name();

  /** The kind of item, for a message. */
  String kind();

  /** A step. */
  record Reference(String name, Step.Literal step) implements StepRegistryItem {
    @Override
    public String kind() {
      return "step";
    }
  }

  /** A chain of steps and other chains. */
  record Chain(String name, List<Step> steps) implements StepRegistryItem {
    @Override
    public String kind() {
      return "chain";
    }
  }

  /**
   * A workflow.
   *
   * @param observers null when it has no choice of observers
   */
  record Workflow(String name, StepSections sections, ObserverChoice observers)
      implements StepRegistryItem {
    @Override
    public String kind() {
      return "workflow";
    }
  }

  /**
   * An observer.
   *
   * @param fromImage the tag it runs in; null when it runs in an image of the test
   */
  record Observer(String name, TagReference fromImage) implements StepRegistryItem {
    @Override
    public String kind() {
      return "observer";
    }
  }
}
