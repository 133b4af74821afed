package org.openshift.ci.mirror.yaml;

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

  @Override
  public String kind() {
    return "a mapping";
  }
}
