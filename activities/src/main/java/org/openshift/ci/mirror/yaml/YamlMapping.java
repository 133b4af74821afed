package org.openshift.ci.mirror.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping.
 *
 * @param fields the entries by the text of their keys, in the order of the file; of several with
 *     one key, the first
 * @param invalidEntries entries whose keys are repeated or are not scalars; always empty after
 *     {@link YamlReader#readFirst}
 * @param line the line at which it begins, from 1
 */
public record YamlMapping(Map<String, YamlEntry> fields, List<YamlEntry> invalidEntries, int line)
    implements YamlValue {

  private static final String MERGE = "<<";

  @Override
  public String kind() {
    return "a mapping";
  }

  /**
   * The entries after merge keys are applied (YAML 1.1, "Merge Key"), and the invalid ones last.
   * The mapping's own fields win. A merge key with another value than a mapping or a list of
   * mappings is an entry like any other.
   */
  public List<YamlEntry> merged() {
    List<YamlEntry> entries = new ArrayList<>(mergedFields().values());
    entries.addAll(invalidEntries);
    return entries;
  }

  private Map<String, YamlEntry> mergedFields() {
    YamlEntry merge = fields.get(MERGE);
    List<YamlMapping> sources =
        merge == null || !isMerge(merge.key()) ? null : sources(merge.value());
    if (sources == null) {
      return fields;
    }
    Map<String, YamlEntry> all = new LinkedHashMap<>(fields);
    all.remove(MERGE);
    sources.forEach(source -> source.mergedFields().forEach(all::putIfAbsent));
    return all;
  }

  /** Whether a key is a merge key: one in quotes is not. */
  public static boolean isMerge(YamlValue key) {
    return key instanceof YamlScalar scalar && scalar.plain() && scalar.text().equals(MERGE);
  }

  /** The mappings that the value of a merge key names; null if it is another value. */
  static List<YamlMapping> sources(YamlValue value) {
    List<YamlMapping> sources = new ArrayList<>();
    for (YamlValue source : value instanceof YamlList list ? list.elements() : List.of(value)) {
      if (!(source instanceof YamlMapping mapping)) {
        return null;
      }
      sources.add(mapping);
    }
    return sources;
  }
}
