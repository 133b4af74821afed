package org.openshift.ci.mirror.release.index;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/** What a file of the step registry defines. */
sealed interface StepRegistryItem {

  /** Its name, unique among its kind. */
  String name();

  /** What it is, for a message. */
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
   * @param observers null when it makes no choice
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
