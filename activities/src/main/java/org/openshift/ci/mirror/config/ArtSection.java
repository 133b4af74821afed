package org.openshift.ci.mirror.config;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Reads {@code artImages}. */
public final class ArtSection {

  public static final String NAME = "artImages";

  private static final List<String> FIELDS = List.of("namespace", "name", "tag");

  private static final java.util.regex.Pattern NAMESPACE =
      java.util.regex.Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");

  private final Problems problems;
  private final YamlFields yaml;

  ArtSection(Problems problems) {
    this.problems = problems;
    this.yaml = new YamlFields(problems);
  }

  /** The valid rules; adds problems for the others. */
  List<ArtRule> read(YamlValue section) {
    List<ArtRule> rules = new ArrayList<>();
    List<YamlValue> entries = yaml.elements(section, NAME);
    for (int index = 0; index < entries.size(); index++) {
      String where = "%s[%d]".formatted(NAME, index);
      int before = problems.count();
      Map<String, YamlValue> fields =
          yaml.ofObject(entries.get(index), where, FIELDS, YamlFields.Spelling.ANY_CASE);
      if (problems.count() == before) {
        ArtRule rule = rule(fields, entries.get(index), where);
        if (problems.count() == before) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  private ArtRule rule(Map<String, YamlValue> fields, YamlValue entry, String where) {
    String namespace = yaml.text(fields, "namespace", where);
    Pattern name = yaml.expression(fields, "name", where);
    Pattern tag =
        yaml.text(fields, "tag", where).isEmpty() ? null : yaml.expression(fields, "tag", where);
    for (String field : List.of("namespace", "name")) {
      if (!fields.containsKey(field)) {
        problems.add(entry, "%s: %s is missing".formatted(where, field));
      }
    }
    if (fields.containsKey("namespace") && !NAMESPACE.matcher(namespace).matches()) {
      problems.add(
          fields.get("namespace"),
          "%s: '%s' is not a namespace: expected its name, not an expression"
              .formatted(where, namespace));
    }
    return new ArtRule(namespace, name, tag);
  }
}
