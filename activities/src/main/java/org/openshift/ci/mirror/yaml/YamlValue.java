package org.openshift.ci.mirror.yaml;

/** A value in a YAML document. An alias and its anchor are one object. */
public sealed interface YamlValue permits YamlScalar, YamlList, YamlMapping {

  /** The line at which the value begins, from 1. */
  int line();

  /** Whether it is YAML's null: nothing, {@code ~} or {@code null} without quotes. */
  default boolean isNull() {
    return false;
  }

  /** What the value is, for a message: {@code a list}, {@code the number 4.20}. */
  String kind();
}
