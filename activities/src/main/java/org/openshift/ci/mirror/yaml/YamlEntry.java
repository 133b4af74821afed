package org.openshift.ci.mirror.yaml;

/**
 * A key of a mapping and its value.
 *
 * @param key a scalar, but for mistakes
 * @param value the value
 */
public record YamlEntry(YamlValue key, YamlValue value) {}
