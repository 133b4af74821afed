package org.openshift.ci.mirror.release.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the uses of each thing, so that a change of one user needs no look at the others.
 *
 * @param <T> the type of thing
 */
final class UseCounts<T> {

  private final Map<T, Integer> counts = new HashMap<>();

  /** Adds one use of each. */
  void add(Collection<T> used) {
    used.forEach(thing -> counts.merge(thing, 1, Integer::sum));
  }

  /** Removes one use of each. */
  void remove(Collection<T> used) {
    used.forEach(thing -> counts.computeIfPresent(thing, (key, n) -> n > 1 ? n - 1 : null));
  }

  /** The things in use now. */
  Set<T> used() {
    return new HashSet<>(counts.keySet());
  }
}
