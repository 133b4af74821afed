package org.openshift.ci.mirror.bench.compare;

import java.util.Optional;
import org.openshift.ci.mirror.bench.trial.BenchException;

/** What a contestant says of a pair. */
final class ComparisonResult {

  private ComparisonResult() {}

  /**
   * Accepts that two digests are equal.
   *
   * @throws BenchException when they are not, as everything was made equal before
   */
  static void requireEqual(Optional<String> source, Optional<String> target, String where) {
    if (source.isEmpty() || !source.equals(target)) {
      throw new BenchException(
          "%s has the digest %s, its source %s"
              .formatted(where, target.orElse("none"), source.orElse("none")));
    }
  }
}
