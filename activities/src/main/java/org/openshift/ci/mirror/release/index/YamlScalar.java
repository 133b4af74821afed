package org.openshift.ci.mirror.release.index;

import java.util.Set;

/**
 * A single value, as it is written: {@code tag: 4.20} means the text {@code 4.20}.
 *
 * @param text the text
 * @param plain whether it stands without quotes
 * @param line where it begins
 */
record YamlScalar(String text, boolean plain, int line) implements YamlValue {

  /** YAML 1.1, "Language-Independent Types", null. */
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  @Override
  public boolean isNull() {
    return plain && NULLS.contains(text);
  }

  @Override
  public String kind() {
    return isNull() ? "nothing" : "a single value";
  }
}
