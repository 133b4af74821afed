package org.openshift.ci.mirror.bench.measure;

import java.util.Collection;
import java.util.OptionalDouble;

/** Combines the figures of several rounds. */
public final class Statistics {

  private Statistics() {}

  /** The middle value, or the mean of the two middle values; empty without values. */
  public static OptionalDouble median(Collection<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
