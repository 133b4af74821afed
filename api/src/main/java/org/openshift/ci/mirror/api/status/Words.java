package org.openshift.ci.mirror.api.status;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Numbers and durations in sentences. */
final class Words {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Words() {}

  static long sum(Map<String, Long> counts) {
    Collection<Long> numbers = counts.values();
    return numbers.stream().mapToLong(Long::longValue).sum();
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** For example {@code 1 task} or {@code 2,000 tasks}. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** For example {@code 1 tag is stale} or {@code 2 tags are stale}. */
  static String are(long number, String noun, String what) {
    return count(number, noun) + (number == 1 ? " is " : " are ") + what;
  }

  /** A duration in its largest unit, such as {@code 20 min}; rounded, as the page does. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    if (seconds < 2 * HOUR) {
      return Math.round((double) seconds / MINUTE) + " min";
    }
    return seconds < 2 * DAY
        ? Math.round((double) seconds / HOUR) + " h"
        : Math.round((double) seconds / DAY) + " days";
  }
}
