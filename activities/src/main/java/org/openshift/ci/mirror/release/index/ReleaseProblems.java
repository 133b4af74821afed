package org.openshift.ci.mirror.release.index;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong in a checkout of openshift/release: paths in the repository, each with the reason
 * in one line.
 *
 * @param configs configs that cannot be read or resolved
 * @param stepRegistry files of the step registry that cannot be used
 * @param unreadable files and folders that could not be looked at; what they held before counts
 */
public record ReleaseProblems(
    SortedMap<String, String> configs,
    SortedMap<String, String> stepRegistry,
    SortedMap<String, String> unreadable) {

  /** Nothing is wrong. */
  static final ReleaseProblems NONE =
      new ReleaseProblems(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  public ReleaseProblems {
    configs = Collections.unmodifiableSortedMap(configs);
    stepRegistry = Collections.unmodifiableSortedMap(stepRegistry);
    unreadable = Collections.unmodifiableSortedMap(unreadable);
  }

  /** All of them. */
  public SortedMap<String, String> all() {
    SortedMap<String, String> all = new TreeMap<>(unreadable);
    all.putAll(stepRegistry);
    all.putAll(configs);
    return all;
  }
}
