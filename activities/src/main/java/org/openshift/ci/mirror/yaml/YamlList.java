package org.openshift.ci.mirror.yaml;

import java.util.List;

/**
 * A list.
 *
 * @param elements the elements as they are written
 * @param line the line at which it begins, from 1
 */
public record YamlList(List<YamlValue> elements, int line) implements YamlValue {

  @Override
  public String kind() {
    return "a list";
  }
}
