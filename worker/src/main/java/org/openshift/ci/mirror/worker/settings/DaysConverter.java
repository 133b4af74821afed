package org.openshift.ci.mirror.worker.settings;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses whole days: {@code 30d}, {@code 30}, or as another duration, {@code 720h}. */
final class DaysConverter implements ITypeConverter<Integer> {

  private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d?");

  @Override
  public Integer convert(String text) {
    var days = DAYS.matcher(text);
    if (days.matches()) {
      return Integer.valueOf(days.group(1));
    }
    Duration duration;
    try {
      duration = new DurationConverter().convert(text);
    } catch (TypeConversionException e) {
      throw new TypeConversionException("'" + text + "' is no number of days: write it as 30d");
    }
    if (!duration.equals(Duration.ofDays(duration.toDays()))) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no whole number of days, which is what date tags tell: write it as 30d");
    }
    return Math.toIntExact(duration.toDays());
  }
}
