package org.openshift.ci.mirror.release.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts who uses a thing, so that a change of one user costs what that user uses.
 *
 * @param <T> what is used
 */
final class UseCounts<T> {

  private final Map<T, Integer> counts = new HashMap<>();

  /** One more user uses these. */
  void add(Collection<T> used) {
    used.forEach(thing -> counts.merge(thing, 1, Integer::sum));
  }

  /** One user of these less. */
  void remove(Collection<T> used) {
    used.forEach(thing -> counts.computeIfPresent(thing, (key, n) -> n > 1 ? n - 1 : null));
  }

  /** What has a user, as of now. */
  Set<T> used() {
    return new HashSet<>(counts.keySet());
  }
}
