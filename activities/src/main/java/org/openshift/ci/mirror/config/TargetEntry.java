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
 * @param target what the key says
 * @param key the key
 * @param value what is written for it
 */
record TargetEntry(TagReference target, YamlValue key, YamlValue value) {

  /**
   * The entries whose target can be read and is there once; a problem is noted for every other.
   *
   * @param pairs the pairs of the section
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
    // Which of two is meant nobody can tell.
    entries.removeIf(entry -> twice.contains(entry.target().toString()));
    return entries;
  }

  int line() {
    return key.line();
  }
}
