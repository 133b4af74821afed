package org.openshift.ci.mirror.release.index;

import java.util.List;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.TagReference;

/** The definition in a file of the step registry. */
sealed interface StepRegistryItem {

  /** The name, unique among items of its kind. */
  String name();

  /** The kind of item, for a message. */
  String kind();

  /**
   * This item and what it used before: while something of it cannot be used, nothing that was in
   * force is lost.
   *
   * @param before an item of the same kind and name
   */
  StepRegistryItem and(StepRegistryItem before);

  private static <T> List<T> both(List<T> some, List<T> others) {
    if (some == null || others == null) {
      return some == null ? others : some;
    }
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /** A step. */
  record Reference(String name, Step.Literal step) implements StepRegistryItem {
    @Override
    public Reference and(StepRegistryItem before) {
      Step.Literal other = ((Reference) before).step;
      return new Reference(
          name,
          new Step.Literal(
              step.fromImage() == null ? other.fromImage() : step.fromImage(),
              both(step.observers(), other.observers())));
    }

    @Override
    public String kind() {
      return "step";
    }
  }

  /** A chain of steps and other chains. */
  record Chain(String name, List<Step> steps) implements StepRegistryItem {
    @Override
    public Chain and(StepRegistryItem before) {
      return new Chain(name, both(steps, ((Chain) before).steps));
    }

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
    public Workflow and(StepRegistryItem before) {
      Workflow other = (Workflow) before;
      return new Workflow(
          name,
          new StepSections(
              both(sections.pre(), other.sections.pre()),
              both(sections.test(), other.sections.test()),
              both(sections.post(), other.sections.post())),
          observers == null ? other.observers : observers);
    }

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
    public Observer and(StepRegistryItem before) {
      return fromImage == null ? (Observer) before : this;
    }

    @Override
    public String kind() {
      return "observer";
    }
  }
}
