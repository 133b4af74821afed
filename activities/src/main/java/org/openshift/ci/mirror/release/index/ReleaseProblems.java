package org.openshift.ci.mirror.release.index;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a checkout of openshift/release that cannot be used: paths in the repository, each
 * with the reason in one line.
 *
 * @param configs configs that cannot be read or resolved
 * @param stepRegistry files of the step registry that cannot be used
 * @param unreadable files and folders that cannot be listed; their last content stays in force
 */
public record ReleaseProblems(
    SortedMap<String, String> configs,
    SortedMap<String, String> stepRegistry,
    SortedMap<String, String> unreadable) {

  public ReleaseProblems {
    configs = Collections.unmodifiableSortedMap(configs);
    stepRegistry = Collections.unmodifiableSortedMap(stepRegistry);
    unreadable = Collections.unmodifiableSortedMap(unreadable);
  }

  /** All problems. */
  public SortedMap<String, String> all() {
    SortedMap<String, String> all = new TreeMap<>(unreadable);
    all.putAll(stepRegistry);
    all.putAll(configs);
    return all;
  }
}
