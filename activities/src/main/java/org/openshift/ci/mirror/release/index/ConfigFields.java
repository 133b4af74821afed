package org.openshift.ci.mirror.release.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.yaml.YamlEntry;
import org.openshift.ci.mirror.yaml.YamlException;
import org.openshift.ci.mirror.yaml.YamlList;
import org.openshift.ci.mirror.yaml.YamlMapping;
import org.openshift.ci.mirror.yaml.YamlReader;
import org.openshift.ci.mirror.yaml.YamlScalar;
import org.openshift.ci.mirror.yaml.YamlValue;

/**
 * The fields of a YAML mapping, typed as ci-operator reads them: a field without a value counts as
 * missing.
 */
record ConfigFields(YamlMapping mapping) {

  /** Bytes of a file; the largest real files have about half a million. */
  static final int LARGEST_FILE = 4 << 20;

  /**
   * Reads the mapping in the first document of a file.
   *
   * @throws UnusableFileException when it is not YAML, or its first document is not a mapping
   */
  static ConfigFields read(byte[] content) throws UnusableFileException {
    YamlValue document;
    try {
      document = YamlReader.readFirst(content);
    } catch (YamlException e) {
      throw new UnusableFileException(e.getMessage());
    }
    if (document == null || document.isNull()) {
      throw new UnusableFileException("holds nothing: empty, or still being written");
    }
    if (document instanceof YamlMapping mapping) {
      return new ConfigFields(mapping);
    }
    throw new UnusableFileException(
        document.line(), "expected a mapping and found " + document.kind());
  }

  /** The line at which the mapping begins, from 1. */
  int line() {
    return mapping.line();
  }

  /** Whether there are no fields, not even empty ones. */
  boolean isEmpty() {
    return mapping.fields().isEmpty();
  }

  private YamlValue get(String field) {
    YamlEntry entry = mapping.fields().get(field);
    return entry == null || entry.value().isNull() ? null : entry.value();
  }

  /** Whether the field has a value; an empty list or text is one. */
  boolean has(String field) {
    return get(field) != null;
  }

  /** Whether the field has a list. */
  boolean hasList(String field) {
    return get(field) instanceof YamlList;
  }

  /** The field's text; null when it is missing. */
  String text(String field) throws UnusableFileException {
    YamlValue value = get(field);
    return value == null ? null : textOf(value, field);
  }

  /** Whether the field is missing or an empty text. */
  boolean lacks(String field) throws UnusableFileException {
    String text = text(field);
    return text == null || text.isEmpty();
  }

  /** The field's text, which must not be missing or empty. */
  String requiredText(String field, String of) throws UnusableFileException {
    String text = text(field);
    if (text == null || text.isEmpty()) {
      throw new UnusableFileException(line(), of + " has no " + field);
    }
    return text;
  }

  /** Whether the field is true; a missing one is false. */
  boolean flag(String field) throws UnusableFileException {
    YamlValue value = get(field);
    if (value == null) {
      return false;
    }
    return switch (textOf(value, field)) {
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> true;
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> false;
      default -> throw unexpected(value, field, "true or false");
    };
  }

  /** The field's mapping; null when it is missing. */
  ConfigFields mapping(String field) throws UnusableFileException {
    YamlValue value = get(field);
    return value == null ? null : fieldsOf(value, field);
  }

  /**
   * The field's mapping of names to mappings, without null values; empty when it is missing.
   *
   * @param leftOut gets the values that are not mappings
   */
  Map<String, ConfigFields> mappingsByName(String field, LeftOut leftOut) {
    Map<String, ConfigFields> found = new LinkedHashMap<>();
    ConfigFields all = leftOut.valueOf(() -> mapping(field));
    if (all != null) {
      for (Map.Entry<String, YamlEntry> entry : all.mapping.fields().entrySet()) {
        String name = entry.getKey();
        YamlValue value = entry.getValue().value();
        if (!value.isNull()) {
          leftOut.unless(() -> found.put(name, fieldsOf(value, field + "." + name)));
        }
      }
    }
    return found;
  }

  /**
   * The field's mapping of names to texts; empty when it is missing.
   *
   * @param leftOut gets the values that are not texts
   */
  Map<String, String> textsByName(String field, LeftOut leftOut) {
    Map<String, String> found = new LinkedHashMap<>();
    ConfigFields all = leftOut.valueOf(() -> mapping(field));
    if (all != null) {
      for (Map.Entry<String, YamlEntry> entry : all.mapping.fields().entrySet()) {
        String name = entry.getKey();
        leftOut.unless(() -> found.put(name, textOf(entry.getValue().value(), field + "." + name)));
      }
    }
    return found;
  }

  /**
   * The field's list of mappings; null when it is missing or not a list.
   *
   * @param leftOut gets the elements that are not mappings
   */
  List<ConfigFields> mappings(String field, LeftOut leftOut) {
    List<YamlValue> elements = leftOut.valueOf(() -> elements(field));
    if (elements == null) {
      return null;
    }
    List<ConfigFields> found = new ArrayList<>();
    for (YamlValue element : elements) {
      leftOut.unless(() -> found.add(fieldsOf(element, "an element of " + field)));
    }
    return found;
  }

  /**
   * The field's list of texts; empty when it is missing.
   *
   * @param leftOut gets the elements that are not texts
   */
  List<String> texts(String field, LeftOut leftOut) {
    List<YamlValue> elements = leftOut.valueOf(() -> elements(field));
    List<String> found = new ArrayList<>();
    if (elements != null) {
      for (YamlValue element : elements) {
        leftOut.unless(() -> found.add(textOf(element, "an element of " + field)));
      }
    }
    return found;
  }

  /** The elements of the field's list; null when it is missing. */
  private List<YamlValue> elements(String field) throws UnusableFileException {
    YamlValue value = get(field);
    return value == null ? null : elementsOf(value, field);
  }

  private static String textOf(YamlValue value, String what) throws UnusableFileException {
    if (value instanceof YamlScalar scalar) {
      return scalar.text();
    }
    throw unexpected(value, what, "a single value");
  }

  private static ConfigFields fieldsOf(YamlValue value, String what) throws UnusableFileException {
    if (value instanceof YamlMapping mapping) {
      return new ConfigFields(mapping);
    }
    throw unexpected(value, what, "a mapping");
  }

  private static List<YamlValue> elementsOf(YamlValue value, String what)
      throws UnusableFileException {
    if (value instanceof YamlList list) {
      return list.elements();
    }
    throw unexpected(value, what, "a list");
  }

  private static UnusableFileException unexpected(YamlValue value, String what, String expected) {
    return new UnusableFileException(
        value.line(), "%s: expected %s and found %s".formatted(what, expected, value.kind()));
  }
}
