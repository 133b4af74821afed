package org.openshift.ci.mirror.release.index;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Finds the tags that the steps and observers of a test run in (openshift/ci-tools, {@code
 * pkg/registry/resolver.go}). A test's own sections replace those of its workflow. Its observers
 * are those of its steps and those that it, or else its workflow, enables, without disabled ones.
 *
 * <p>Keeps the result of each chain. Not safe for use by several threads.
 */
final class StepResolver {

  /** Levels of chains in chains; real ones have about five. */
  private static final int DEEPEST = 50;

  /** The images and observers of steps. */
  private record Uses(Set<TagReference> images, Set<String> observers) {

    private Uses() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    private void add(Step.Literal step) {
      if (step.fromImage() != null) {
        images.add(step.fromImage());
      }
      observers.addAll(step.observers());
    }

    private void add(Uses other) {
      images.addAll(other.images);
      observers.addAll(other.observers);
    }
  }

  private final StepRegistry registry;
  private final Map<String, Uses> chains = new HashMap<>();
  private final Set<String> chainsUnderWay = new HashSet<>();

  StepResolver(StepRegistry registry) {
    this.registry = registry;
  }

  /**
   * The tags that a test's steps and observers run in.
   *
   * @throws UnusableFileException when the step registry has no such item, or a chain contains
   *     itself
   */
  Set<TagReference> resolve(TestSteps test) throws UnusableFileException {
    try {
      return imagesOf(test);
    } catch (UnusableFileException e) {
      throw new UnusableFileException("test '%s': %s".formatted(test.name(), e.getMessage()));
    }
  }

  private Set<TagReference> imagesOf(TestSteps test) throws UnusableFileException {
    StepSections sections = test.own();
    ObserverChoice choice = test.observers();
    if (test.workflow() != null) {
      StepRegistryItem.Workflow workflow = registry.workflow(test.workflow());
      sections = sections.over(workflow.sections());
      choice = choice == null ? workflow.observers() : choice;
    }
    Uses uses = new Uses();
    addSection(sections.pre(), uses);
    addSection(sections.test(), uses);
    addSection(sections.post(), uses);
    Set<String> observers = uses.observers();
    if (choice != null) {
      observers.addAll(choice.enabled());
      choice.disabled().forEach(observers::remove);
    }
    for (String observer : observers) {
      TagReference image = registry.observer(observer);
      if (image != null) {
        uses.images().add(image);
      }
    }
    return uses.images();
  }

  private void addSection(List<Step> steps, Uses uses) throws UnusableFileException {
    if (steps != null) {
      addSteps(steps, uses);
    }
  }

  private void addSteps(List<Step> steps, Uses uses) throws UnusableFileException {
    for (Step step : steps) {
      switch (step) {
        case Step.Literal literal -> uses.add(literal);
        case Step.Reference reference -> uses.add(registry.step(reference.name()));
        case Step.Chain chain -> uses.add(chain(chain.name()));
      }
    }
  }

  private Uses chain(String name) throws UnusableFileException {
    Uses known = chains.get(name);
    if (known != null) {
      return known;
    }
    if (!chainsUnderWay.add(name)) {
      throw new UnusableFileException("chain '" + name + "' contains itself");
    }
    try {
      if (chainsUnderWay.size() > DEEPEST) {
        throw new UnusableFileException("chains are nested deeper than " + DEEPEST + " levels");
      }
      Uses uses = new Uses();
      addSteps(registry.chain(name), uses);
      chains.put(name, uses);
      return uses;
    } finally {
      chainsUnderWay.remove(name);
    }
  }
}
