package org.openshift.ci.mirror.yaml;

/**
 * A key of a mapping and its value.
 *
 * @param key a scalar, unless the file is wrong
 * @param value the value
 */
public record YamlEntry(YamlValue key, YamlValue value) {}
