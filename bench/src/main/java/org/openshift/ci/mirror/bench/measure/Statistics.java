package org.openshift.ci.mirror.bench.measure;

import java.util.Collection;
import java.util.OptionalDouble;

/** Figures of several rounds in one. */
public final class Statistics {

  private Statistics() {}

  /** The middle value, or the mean of the two in the middle; empty when there is none. */
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
