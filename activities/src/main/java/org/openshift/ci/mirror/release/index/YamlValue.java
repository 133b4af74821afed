package org.openshift.ci.mirror.release.index;

/** A value in a YAML document. Values that an alias repeats are one object. */
sealed interface YamlValue permits YamlScalar, YamlList, YamlMapping {

  /** Where it begins, counted from 1. */
  int line();

  /** Whether it stands for no value. */
  default boolean isNull() {
    return false;
  }

  /** What it is, for a message. */
  String kind();
}
