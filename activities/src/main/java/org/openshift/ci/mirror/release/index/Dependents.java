package org.openshift.ci.mirror.release.index;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what depends on changed items of the step registry: other items, directly or through
 * others, and tests.
 */
final class Dependents {

  /** An item of the registry. Items of different kinds may have one name. */
  private record Key(Kind kind, String name) {}

  private enum Kind {
    STEP,
    CHAIN,
    WORKFLOW,
    OBSERVER
  }

  private final Set<Key> reached = new HashSet<>();

  /**
   * @param changed items that are new, changed or gone
   * @param all items of the registry, before and after the change
   */
  Dependents(Collection<StepRegistryItem> changed, Collection<StepRegistryItem> all) {
    changed.forEach(item -> reached.add(key(item)));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (StepRegistryItem item : all) {
        if (!reached.contains(key(item)) && mentions(item)) {
          reached.add(key(item));
          grew = true;
        }
      }
    }
  }

  /** Whether the test depends on a changed item. */
  boolean includes(TestSteps test) {
    return (test.workflow() != null && reached.contains(new Key(Kind.WORKFLOW, test.workflow())))
        || mentions(test.own())
        || mentions(test.observers());
  }

  private static Key key(StepRegistryItem item) {
    return switch (item) {
      case StepRegistryItem.Reference reference -> new Key(Kind.STEP, reference.name());
      case StepRegistryItem.Chain chain -> new Key(Kind.CHAIN, chain.name());
      case StepRegistryItem.Workflow workflow -> new Key(Kind.WORKFLOW, workflow.name());
      case StepRegistryItem.Observer observer -> new Key(Kind.OBSERVER, observer.name());
    };
  }

  private boolean mentions(StepRegistryItem item) {
    return switch (item) {
      case StepRegistryItem.Reference reference -> mentions(reference.step());
      case StepRegistryItem.Chain chain -> mentions(chain.steps());
      case StepRegistryItem.Workflow workflow ->
          mentions(workflow.sections()) || mentions(workflow.observers());
      case StepRegistryItem.Observer observer -> false;
    };
  }

  private boolean mentions(StepSections sections) {
    return mentions(sections.pre()) || mentions(sections.test()) || mentions(sections.post());
  }

  private boolean mentions(List<Step> steps) {
    return steps != null && steps.stream().anyMatch(this::mentions);
  }

  private boolean mentions(Step step) {
    return switch (step) {
      case Step.Reference reference -> reached.contains(new Key(Kind.STEP, reference.name()));
      case Step.Chain chain -> reached.contains(new Key(Kind.CHAIN, chain.name()));
      case Step.Literal literal -> mentionsObserver(literal.observers());
    };
  }

  private boolean mentions(ObserverChoice choice) {
    return choice != null && mentionsObserver(choice.enabled());
  }

  private boolean mentionsObserver(List<String> names) {
    return names.stream().anyMatch(name -> reached.contains(new Key(Kind.OBSERVER, name)));
  }
}
