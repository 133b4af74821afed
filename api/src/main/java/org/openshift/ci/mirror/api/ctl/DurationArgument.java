package org.openshift.ci.mirror.api.ctl;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses durations such as {@code 90s}, {@code 10m} and {@code 1h30m}; not zero. */
final class DurationArgument implements ITypeConverter<Duration> {

  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  @Override
  public Duration convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      Duration duration =
          Duration.ofHours(number(parts.group(1)))
              .plusMinutes(number(parts.group(2)))
              .plusSeconds(number(parts.group(3)));
      if (duration.isPositive()) {
        return duration;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not a duration: write it as 90s, 10m or 1h30m");
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
