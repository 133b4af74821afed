package org.openshift.ci.mirror.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats figures with as many digits as a comparison needs. */
public final class Figures {

  /** Stands for a missing figure. */
  public static final String NONE = "-";

  private static final double MEBIBYTE = 1 << 20;

  private Figures() {}

  /** About three significant digits: {@code 0.123}, {@code 1.23}, {@code 12.3}, {@code 1,234}. */
  public static String number(double value) {
    double size = Math.abs(value);
    String format = size < 1 ? "%.3f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** The number, or {@link #NONE}. */
  public static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : NONE;
  }

  /** The smallest of the values, or {@link #NONE}. */
  public static String smallest(List<Double> values) {
    return number(values.stream().mapToDouble(Double::doubleValue).min());
  }

  /** The largest of the values, or {@link #NONE}. */
  public static String largest(List<Double> values) {
    return number(values.stream().mapToDouble(Double::doubleValue).max());
  }

  /** Whole mebibytes. */
  public static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / MEBIBYTE);
  }

  /** Whole megabytes (10^6 bytes). */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / 1e6);
  }
}
