package org.openshift.ci.mirror.release.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/** Reads the steps in tests and in the step registry. */
final class StepReader {

  private static final String FROM_IMAGE = "from_image";
  private static final List<String> SECTIONS = List.of("pre", "test", "post");

  private StepReader() {}

  /** The steps of a test: {@code steps} in its config. */
  static TestSteps test(String name, ConfigFields steps) throws UnusableFileException {
    String workflow = steps.text("workflow");
    return new TestSteps(
        name, workflow == null ? null : workflow.intern(), sections(steps), observers(steps));
  }

  /** The sections of a test or workflow. */
  static StepSections sections(ConfigFields steps) throws UnusableFileException {
    return new StepSections(steps(steps, "pre"), steps(steps, "test"), steps(steps, "post"));
  }

  /** The choice of observers; null when there is none. */
  static ObserverChoice observers(ConfigFields steps) throws UnusableFileException {
    ConfigFields observers = steps.mapping("observers");
    return observers == null
        ? null
        : new ObserverChoice(observers.texts("enable"), observers.texts("disable"));
  }

  /** The steps of a field that use images or observers; null when the field is missing. */
  static List<Step> steps(ConfigFields in, String field) throws UnusableFileException {
    List<ConfigFields> elements = in.mappings(field);
    if (elements == null) {
      return null;
    }
    List<Step> steps = new ArrayList<>(elements.size());
    for (ConfigFields element : elements) {
      Step step = step(element, field);
      if (!(step instanceof Step.Literal literal && literal.usesNothing())) {
        steps.add(step);
      }
    }
    return List.copyOf(steps);
  }

  private static Step step(ConfigFields element, String field) throws UnusableFileException {
    if (element.has("chain")) {
      return new Step.Chain(element.text("chain").intern());
    }
    if (element.has("ref")) {
      return new Step.Reference(element.text("ref").intern());
    }
    if (element.isEmpty()) {
      throw new UnusableFileException(
          element.line(), "an element of " + field + " is neither a ref nor a chain nor a step");
    }
    return literal(element);
  }

  /** A step that is written out. */
  static Step.Literal literal(ConfigFields step) throws UnusableFileException {
    return new Step.Literal(fromImage(step), step.texts("observers"));
  }

  /** The tag that a step or an observer runs in; null when it has none. */
  static TagReference fromImage(ConfigFields step) throws UnusableFileException {
    ConfigFields image = step.mapping(FROM_IMAGE);
    return image == null ? null : ImageReferences.tag(image, FROM_IMAGE);
  }

  /** Adds the tags of a test whose steps are resolved already: {@code literal_steps}. */
  static void addLiteral(ConfigFields test, Collection<TagReference> tags)
      throws UnusableFileException {
    List<ConfigFields> all = new ArrayList<>();
    for (String section : SECTIONS) {
      addAll(test.mappings(section), all);
    }
    addAll(test.mappings("observers"), all);
    for (ConfigFields step : all) {
      TagReference image = fromImage(step);
      if (image != null) {
        tags.add(image);
      }
    }
  }

  private static void addAll(List<ConfigFields> some, List<ConfigFields> to) {
    if (some != null) {
      to.addAll(some);
    }
  }
}
