package org.openshift.ci.mirror.release.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fields with values. A field that is not there and a field without a value are the same, as they
 * are to ci-operator.
 *
 * @param fields by name; filled while it is read
 * @param line where it begins
 */
record YamlMapping(Map<String, YamlValue> fields, int line) implements YamlValue {

  @Override
  public String kind() {
    return "a mapping";
  }

  private YamlValue get(String field) {
    YamlValue value = fields.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /** Whether the field has a value, were it an empty one. */
  boolean has(String field) {
    return get(field) != null;
  }

  /** The field's text; null when it has none. */
  String text(String field) throws UnusableFileException {
    YamlValue value = get(field);
    return value == null ? null : textOf(value, field);
  }

  /** The field's text, which must not be missing or empty. */
  String requiredText(String field, String of) throws UnusableFileException {
    String text = text(field);
    if (text == null || text.isEmpty()) {
      throw new UnusableFileException(line, of + " has no " + field);
    }
    return text;
  }

  /** Whether the field says true. */
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

  /** The field's mapping; null when it has none. */
  YamlMapping mapping(String field) throws UnusableFileException {
    YamlValue value = get(field);
    return value == null ? null : mappingOf(value, field);
  }

  /** The mappings of a field that holds a mapping of them, by name; empty when it has none. */
  Map<String, YamlMapping> mappingsByName(String field) throws UnusableFileException {
    Map<String, YamlMapping> found = new LinkedHashMap<>();
    YamlMapping all = mapping(field);
    if (all != null) {
      for (Map.Entry<String, YamlValue> entry : all.fields.entrySet()) {
        if (!entry.getValue().isNull()) {
          String name = field + "." + entry.getKey();
          found.put(entry.getKey(), mappingOf(entry.getValue(), name));
        }
      }
    }
    return found;
  }

  /** The texts of a field that holds a mapping of them, by name; empty when it has none. */
  Map<String, String> textsByName(String field) throws UnusableFileException {
    Map<String, String> found = new LinkedHashMap<>();
    YamlMapping all = mapping(field);
    if (all != null) {
      for (Map.Entry<String, YamlValue> entry : all.fields.entrySet()) {
        found.put(entry.getKey(), textOf(entry.getValue(), field + "." + entry.getKey()));
      }
    }
    return found;
  }

  /** The mappings in a field that holds a list of them; null when it has none. */
  List<YamlMapping> mappings(String field) throws UnusableFileException {
    YamlValue value = get(field);
    if (value == null) {
      return null;
    }
    List<YamlMapping> found = new ArrayList<>();
    for (YamlValue element : listOf(value, field).elements()) {
      found.add(mappingOf(element, "an element of " + field));
    }
    return found;
  }

  /** The texts in a field that holds a list of them; empty when it has none. */
  List<String> texts(String field) throws UnusableFileException {
    YamlValue value = get(field);
    if (value == null) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (YamlValue element : listOf(value, field).elements()) {
      found.add(textOf(element, "an element of " + field));
    }
    return found;
  }

  /** Whether the field holds a list. */
  boolean hasList(String field) {
    return get(field) instanceof YamlList;
  }

  private static String textOf(YamlValue value, String what) throws UnusableFileException {
    if (value instanceof YamlScalar scalar) {
      return scalar.text();
    }
    throw unexpected(value, what, "a single value");
  }

  private static YamlMapping mappingOf(YamlValue value, String what) throws UnusableFileException {
    if (value instanceof YamlMapping mapping) {
      return mapping;
    }
    throw unexpected(value, what, "a mapping");
  }

  private static YamlList listOf(YamlValue value, String what) throws UnusableFileException {
    if (value instanceof YamlList list) {
      return list;
    }
    throw unexpected(value, what, "a list");
  }

  private static UnusableFileException unexpected(YamlValue value, String what, String expected) {
    String found =
        value instanceof YamlScalar scalar ? "'" + shortened(scalar.text()) + "'" : value.kind();
    return new UnusableFileException(
        value.line(), "%s: expected %s and found %s".formatted(what, expected, found));
  }

  private static String shortened(String text) {
    int most = 60;
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
