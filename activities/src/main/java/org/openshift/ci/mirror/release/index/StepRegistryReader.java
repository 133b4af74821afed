package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads files of the step registry (openshift/ci-tools, {@code pkg/load/load.go}). A file's name is
 * the name of its item with an ending for the kind of item.
 */
final class StepRegistryReader {

  /** A kind of item: the field with the definition, the ending, the field with the name. */
  private enum Form {
    REF("ref", "-ref.yaml", "as"),
    CHAIN("chain", "-chain.yaml", "as"),
    WORKFLOW("workflow", "-workflow.yaml", "as"),
    OBSERVER("observer", "-observer.yaml", "name");

    private final String field;
    private final String ending;
    private final String nameField;

    Form(String field, String ending, String nameField) {
      this.field = field;
      this.ending = ending;
      this.nameField = nameField;
    }

    static Form of(String file) throws UnusableFileException {
      for (Form form : values()) {
        if (file.endsWith(form.ending)) {
          return form;
        }
      }
      throw new UnusableFileException(
          "its name ends with none of -ref.yaml, -chain.yaml, -workflow.yaml and -observer.yaml");
    }
  }

  private StepRegistryReader() {}

  /**
   * Reads the item that a file defines. What of it cannot be used is left out.
   *
   * @param path the file's path, of which only the name matters
   */
  static Parsed<StepRegistryItem> read(byte[] content, Path path) throws UnusableFileException {
    String file = path.getFileName().toString();
    Form form = Form.of(file);
    ConfigFields definition = ConfigFields.read(content).mapping(form.field);
    if (definition == null) {
      throw new UnusableFileException("has no " + form.field);
    }
    String name = definition.requiredText(form.nameField, form.field).intern();
    String expected = file.substring(0, file.length() - form.ending.length());
    if (!name.equals(expected)) {
      throw new UnusableFileException(
          definition.line(),
          "has the name '%s', but its file name says '%s'".formatted(name, expected));
    }
    LeftOut leftOut = new LeftOut();
    StepRegistryItem item = item(form, name, definition, leftOut);
    return new Parsed<>(item, leftOut.description());
  }

  private static StepRegistryItem item(
      Form form, String name, ConfigFields definition, LeftOut leftOut)
      throws UnusableFileException {
    return switch (form) {
      case REF -> new StepRegistryItem.Reference(name, StepReader.literal(definition, leftOut));
      case CHAIN -> {
        List<Step> steps = StepReader.steps(definition, "steps", leftOut);
        yield new StepRegistryItem.Chain(name, steps == null ? List.of() : steps);
      }
      case WORKFLOW -> workflow(name, leftOut.valueOf(() -> definition.mapping("steps")), leftOut);
      case OBSERVER ->
          new StepRegistryItem.Observer(name, StepReader.fromImage(definition, leftOut));
    };
  }

  private static StepRegistryItem workflow(String name, ConfigFields steps, LeftOut leftOut)
      throws UnusableFileException {
    if (steps == null) {
      return new StepRegistryItem.Workflow(name, StepSections.NONE, null);
    }
    if (steps.has("workflow")) {
      throw new UnusableFileException(
          steps.line(), "is a workflow that names another workflow, which ci-operator rejects");
    }
    return new StepRegistryItem.Workflow(
        name, StepReader.sections(steps, leftOut), StepReader.observers(steps, leftOut));
  }
}
