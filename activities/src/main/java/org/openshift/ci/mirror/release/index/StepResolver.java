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

  /**
   * The images and observers of steps.
   *
   * @param missing why some steps are left out
   */
  private record Uses(Set<TagReference> images, Set<String> observers, Set<String> missing) {

    private Uses() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
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
      missing.addAll(other.missing);
    }

    private void unless(LeftOut.Entry entry) {
      try {
        entry.read();
      } catch (UnusableFileException e) {
        missing.add(e.getMessage());
      }
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
   * @param leftOut gets the steps and observers that the step registry does not have, and chains
   *     that contain themselves or are nested too deep
   */
  Set<TagReference> resolve(TestSteps test, LeftOut leftOut) {
    Uses uses = usesOf(test);
    uses.missing().forEach(why -> leftOut.add("test '%s': %s".formatted(test.name(), why)));
    return uses.images();
  }

  private Uses usesOf(TestSteps test) {
    Uses uses = new Uses();
    StepSections sections = test.own();
    ObserverChoice choice = test.observers();
    if (test.workflow() != null) {
      StepRegistryItem.Workflow workflow = registry.workflow(test.workflow());
      if (workflow == null) {
        uses.missing().add(unknown("workflow", test.workflow()));
      } else {
        sections = sections.over(workflow.sections());
        choice = choice == null ? workflow.observers() : choice;
      }
    }
    addSection(sections.pre(), uses);
    addSection(sections.test(), uses);
    addSection(sections.post(), uses);
    Set<String> observers = uses.observers();
    if (choice != null) {
      observers.addAll(choice.enabled());
      choice.disabled().forEach(observers::remove);
    }
    for (String name : observers) {
      StepRegistryItem.Observer observer = registry.observer(name);
      if (observer == null) {
        uses.missing().add(unknown("observer", name));
      } else if (observer.fromImage() != null) {
        uses.images().add(observer.fromImage());
      }
    }
    return uses;
  }

  private void addSection(List<Step> steps, Uses uses) {
    if (steps != null) {
      steps.forEach(step -> uses.unless(() -> addStep(step, uses)));
    }
  }

  private void addStep(Step step, Uses uses) throws UnusableFileException {
    switch (step) {
      case Step.Literal literal -> uses.add(literal);
      case Step.Reference reference -> {
        Step.Literal found = registry.step(reference.name());
        if (found == null) {
          uses.missing().add(unknown("step", reference.name()));
        } else {
          uses.add(found);
        }
      }
      case Step.Chain chain -> uses.add(chain(chain.name()));
    }
  }

  private static String unknown(String kind, String name) {
    return "the step registry has no %s '%s'".formatted(kind, name);
  }

  /**
   * What a chain uses.
   *
   * @throws UnusableFileException when it contains itself or is nested too deep: then nothing of it
   *     counts, and nothing is kept, as a chain within it may be right by itself
   */
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
      List<Step> steps = registry.chain(name);
      if (steps == null) {
        uses.missing().add(unknown("chain", name));
      } else {
        for (Step step : steps) {
          addStep(step, uses);
        }
      }
      chains.put(name, uses);
      return uses;
    } finally {
      chainsUnderWay.remove(name);
    }
  }
}
