package org.openshift.ci.mirror.release.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Reads the steps in tests and in the step registry. What of a step cannot be used is left out, and
 * all else counts.
 */
final class StepReader {

  private static final String FROM_IMAGE = "from_image";
  private static final List<String> LITERAL_SECTIONS = List.of("pre", "test", "post", "observers");

  private StepReader() {}

  /** The steps of a test: {@code steps} in its config. */
  static TestSteps test(String name, ConfigFields steps, LeftOut leftOut) {
    String workflow = leftOut.valueOf(() -> steps.text("workflow"));
    return new TestSteps(
        name,
        workflow == null ? null : workflow.intern(),
        sections(steps, leftOut),
        observers(steps, leftOut));
  }

  /** The sections of a test or workflow. */
  static StepSections sections(ConfigFields steps, LeftOut leftOut) {
    return new StepSections(
        steps(steps, "pre", leftOut), steps(steps, "test", leftOut), steps(steps, "post", leftOut));
  }

  /** The choice of observers; null when there is none. */
  static ObserverChoice observers(ConfigFields steps, LeftOut leftOut) {
    ConfigFields observers = leftOut.valueOf(() -> steps.mapping("observers"));
    return observers == null
        ? null
        : new ObserverChoice(
            observers.texts("enable", leftOut), observers.texts("disable", leftOut));
  }

  /** The steps of a field that use images or observers; null when the field is missing. */
  static List<Step> steps(ConfigFields in, String field, LeftOut leftOut) {
    List<ConfigFields> elements = in.mappings(field, leftOut);
    if (elements == null) {
      return null;
    }
    List<Step> steps = new ArrayList<>(elements.size());
    for (ConfigFields element : elements) {
      Step step = leftOut.valueOf(() -> step(element, field, leftOut));
      if (step != null && !(step instanceof Step.Literal literal && literal.usesNothing())) {
        steps.add(step);
      }
    }
    return List.copyOf(steps);
  }

  private static Step step(ConfigFields element, String field, LeftOut leftOut)
      throws UnusableFileException {
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
    return literal(element, leftOut);
  }

  /** A step that is written out. */
  static Step.Literal literal(ConfigFields step, LeftOut leftOut) {
    return new Step.Literal(fromImage(step, leftOut), step.texts("observers", leftOut));
  }

  /** The tag that a step or an observer runs in; null when it has none. */
  static TagReference fromImage(ConfigFields step, LeftOut leftOut) {
    return leftOut.valueOf(
        () -> {
          ConfigFields image = step.mapping(FROM_IMAGE);
          return image == null ? null : ImageReferences.tag(image, FROM_IMAGE);
        });
  }

  /** Adds the tags of a test whose steps are resolved already: {@code literal_steps}. */
  static void addLiteral(ConfigFields test, Collection<TagReference> tags, LeftOut leftOut) {
    for (String section : LITERAL_SECTIONS) {
      List<ConfigFields> steps = test.mappings(section, leftOut);
      if (steps != null) {
        steps.stream()
            .map(step -> fromImage(step, leftOut))
            .filter(Objects::nonNull)
            .forEach(tags::add);
      }
    }
  }
}
