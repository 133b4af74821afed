package org.openshift.ci.mirror.release.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps, chains, workflows and observers of the step registry, by name. */
final class StepRegistry {

  private final Map<String, Step.Literal> steps = new HashMap<>();
  private final Map<String, List<Step>> chains = new HashMap<>();
  private final Map<String, StepRegistryItem.Workflow> workflows = new HashMap<>();
  private final Map<String, StepRegistryItem.Observer> observers = new HashMap<>();

  /**
   * @param items at most one of each kind and name
   */
  StepRegistry(Collection<StepRegistryItem> items) {
    for (StepRegistryItem item : items) {
      switch (item) {
        case StepRegistryItem.Reference reference -> steps.put(reference.name(), reference.step());
        case StepRegistryItem.Chain chain -> chains.put(chain.name(), chain.steps());
        case StepRegistryItem.Workflow workflow -> workflows.put(workflow.name(), workflow);
        case StepRegistryItem.Observer observer -> observers.put(observer.name(), observer);
      }
    }
  }

  /** A step; null when there is none of this name. */
  Step.Literal step(String name) {
    return steps.get(name);
  }

  /** The steps of a chain; null when there is none of this name. */
  List<Step> chain(String name) {
    return chains.get(name);
  }

  /** A workflow; null when there is none of this name. */
  StepRegistryItem.Workflow workflow(String name) {
    return workflows.get(name);
  }

  /** An observer; null when there is none of this name. */
  StepRegistryItem.Observer observer(String name) {
    return observers.get(name);
  }
}
