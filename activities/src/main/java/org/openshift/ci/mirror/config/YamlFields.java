package org.openshift.ci.mirror.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.yaml.YamlEntry;
import org.openshift.ci.mirror.yaml.YamlList;
import org.openshift.ci.mirror.yaml.YamlMapping;
import org.openshift.ci.mirror.yaml.YamlScalar;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Reads YAML values as the types that the format asks for, and adds a problem for every other. */
public final class YamlFields {

  /** How the names of fields are compared. */
  public enum Spelling {
    /** As they are written. */
    EXACT,
    /** Without regard to upper and lower case. */
    ANY_CASE;

    boolean equal(String one, String other) {
      return switch (this) {
        case EXACT -> one.equals(other);
        case ANY_CASE -> one.equalsIgnoreCase(other);
      };
    }
  }

  /** A field of ci-operator's references that has no meaning here, and is refused by name. */
  static final String REFUSED = "as";

  private final Problems problems;

  public YamlFields(Problems problems) {
    this.problems = problems;
  }

  /**
   * The known fields of a mapping, by name. Null values count as missing.
   *
   * @param where what the mapping is, for messages
   */
  public Map<String, YamlValue> ofObject(
      YamlValue value, String where, List<String> known, Spelling spelling) {
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (YamlEntry entry : entries(value, where)) {
      String written = key(entry.key(), where);
      if (written == null) {
        continue;
      }
      String name =
          known.stream().filter(field -> spelling.equal(field, written)).findFirst().orElse(null);
      if (name == null) {
        problems.add(entry.key(), unknown(written, where, known));
      } else if (isFirst(name, entry.key(), lines, where + ": the field")
          && !entry.value().isNull()) {
        fields.put(name, entry.value());
      }
    }
    return fields;
  }

  /**
   * The entries of a mapping after merge keys are applied, those with repeated keys last; none for
   * another value.
   */
  List<YamlEntry> entries(YamlValue value, String where) {
    if (value instanceof YamlMapping mapping) {
      return mapping.merged();
    }
    problems.add(value, "%s: expected a mapping, found %s".formatted(where, value.kind()));
    return List.of();
  }

  /** The elements of a list; none for another value. */
  public List<YamlValue> elements(YamlValue value, String where) {
    if (value instanceof YamlList list) {
      return list.elements();
    }
    problems.add(value, "%s: expected a list, found %s".formatted(where, value.kind()));
    return List.of();
  }

  /** The text of a key; null when the key is not text. */
  String key(YamlValue key, String where) {
    if (key instanceof YamlScalar scalar && scalar.isText()) {
      return scalar.text();
    }
    if (YamlMapping.isMerge(key)) {
      problems.add(key, where + ": << needs a mapping or a list of mappings");
      return null;
    }
    problems.add(key, "%s: expected text as the key, found %s".formatted(where, key.kind()));
    return null;
  }

  /** The text of a field; empty when the field is missing or not text. */
  public String text(Map<String, YamlValue> fields, String name, String where) {
    YamlValue value = fields.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof YamlScalar scalar && scalar.isText()) {
      return scalar.text();
    }
    String advice = value instanceof YamlScalar ? "; put it in quotes" : "";
    problems.add(
        value, "%s: %s: expected text, found %s%s".formatted(where, name, value.kind(), advice));
    return "";
  }

  /** The regular expression (RE2) of a field; null when the field is missing or has a problem. */
  public Pattern expression(Map<String, YamlValue> fields, String name, String where) {
    int before = problems.count();
    String text = text(fields, name, where);
    if (!fields.containsKey(name) || problems.count() > before) {
      return null;
    }
    Optional<String> refused = ExpressionSize.problemOf(text);
    if (refused.isPresent()) {
      problems.add(fields.get(name), "%s: %s: %s".formatted(where, name, refused.get()));
      return null;
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      problems.add(
          fields.get(name),
          "%s: %s: '%s' is not a regular expression of RE2: %s"
              .formatted(where, name, text, e.getDescription()));
      return null;
    }
  }

  /**
   * Whether a key comes for the first time.
   *
   * @param lines the lines of the keys so far; gets this one
   */
  boolean isFirst(String name, YamlValue key, Map<String, Integer> lines, String what) {
    Integer before = lines.putIfAbsent(name, key.line());
    if (before == null) {
      return true;
    }
    problems.add(key, "%s %s is already on line %d".formatted(what, name, before));
    return false;
  }

  private static String unknown(String written, String where, List<String> known) {
    return known.stream()
        .filter(written::equalsIgnoreCase)
        .findFirst()
        .map(name -> "%s: unknown field '%s'; it is spelled %s".formatted(where, written, name))
        .orElseGet(
            () ->
                "%s: unknown field '%s'; known are %s"
                    .formatted(
                        where,
                        written,
                        known.stream()
                            .filter(field -> !field.equals(REFUSED))
                            .collect(Collectors.joining(", "))));
  }
}
