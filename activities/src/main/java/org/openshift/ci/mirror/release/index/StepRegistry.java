package org.openshift.ci.mirror.release.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.model.TagReference;

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

  Step.Literal step(String name) throws UnusableFileException {
    return known(steps.get(name), "step", name);
  }

  List<Step> chain(String name) throws UnusableFileException {
    return known(chains.get(name), "chain", name);
  }

  StepRegistryItem.Workflow workflow(String name) throws UnusableFileException {
    return known(workflows.get(name), "workflow", name);
  }

  /** The tag that an observer runs in; null when it runs in an image of its test. */
  TagReference observer(String name) throws UnusableFileException {
    return known(observers.get(name), "observer", name).fromImage();
  }

  private static <T> T known(T found, String kind, String name) throws UnusableFileException {
    if (found == null) {
      throw new UnusableFileException("the step registry has no %s '%s'".formatted(kind, name));
    }
    return found;
  }
}
