package org.openshift.ci.mirror.release.index;

import java.util.List;

/**
 * A list of values.
 *
 * @param elements in their order; filled while it is read
 * @param line where it begins
 */
record YamlList(List<YamlValue> elements, int line) implements YamlValue {

  @Override
  public String kind() {
    return "a list";
  }
}
