package org.openshift.ci.mirror.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.yaml.YamlEntry;
import org.openshift.ci.mirror.yaml.YamlValue;

/**
 * An entry of a section whose keys are targets.
 *
 * @param target the target in the key
 * @param key the key
 * @param value the entry's value
 */
record TargetEntry(TagReference target, YamlValue key, YamlValue value) {

  /**
   * The entries with a valid target that is not repeated; adds problems for the others.
   *
   * @param pairs the entries of the section
   */
  static List<TargetEntry> of(List<YamlEntry> pairs, String section, Problems problems) {
    YamlFields fields = new YamlFields(problems);
    Map<String, Integer> lines = new HashMap<>();
    Set<String> twice = new HashSet<>();
    List<TargetEntry> entries = new ArrayList<>();
    for (YamlEntry pair : pairs) {
      String key = fields.key(pair.key(), section);
      if (key == null) {
        continue;
      }
      if (!fields.isFirst(key, pair.key(), lines, section + ": the target")) {
        twice.add(key);
        continue;
      }
      try {
        entries.add(new TargetEntry(TagReference.parse(key), pair.key(), pair.value()));
      } catch (IllegalArgumentException e) {
        problems.add(
            pair.key(),
            "%s: the target '%s' is not an image stream tag: expected namespace/name:tag, as in ci/clonerefs:latest"
                .formatted(section, key));
      }
    }
    // It is unknown which of the entries with one target is meant.
    entries.removeIf(entry -> twice.contains(entry.target().toString()));
    return entries;
  }

  int line() {
    return key.line();
  }
}
